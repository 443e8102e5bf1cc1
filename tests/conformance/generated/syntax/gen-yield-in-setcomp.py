# ---
# description: Refused before anything runs (yield in setcomp).
# rule: syntax/yield-inside-comprehension
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    {(yield x) for x in y}
