# ---
# description: Refused before anything runs (yield from in comp).
# rule: syntax/yield-inside-comprehension
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    [(yield from x) for x in y]
