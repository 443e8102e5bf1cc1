# ---
# description: Refused before anything runs (yield in default of module).
# rule: syntax/yield-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f(a=(yield)): pass
