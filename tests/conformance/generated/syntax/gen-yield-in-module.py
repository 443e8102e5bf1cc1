# ---
# description: Refused before anything runs (yield in module).
# rule: syntax/yield-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
yield
