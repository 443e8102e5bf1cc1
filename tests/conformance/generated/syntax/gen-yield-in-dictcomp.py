# ---
# description: Refused before anything runs (yield in dictcomp).
# rule: syntax/yield-inside-comprehension
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    {(yield x): 1 for x in y}
