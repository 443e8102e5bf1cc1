# ---
# description: Refused before anything runs (yield in condition of comp).
# rule: syntax/yield-inside-comprehension
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    [x for x in y if (yield)]
