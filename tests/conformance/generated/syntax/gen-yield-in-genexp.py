# ---
# description: Refused before anything runs (yield in genexp).
# rule: syntax/yield-inside-comprehension
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    list((yield x) for x in y)
