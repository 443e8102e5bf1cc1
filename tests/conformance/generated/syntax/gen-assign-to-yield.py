# ---
# description: Refused before anything runs (assign to yield).
# rule: syntax/no-target
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    (yield x) = 1
