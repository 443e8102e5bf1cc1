# ---
# description: Refused before anything runs (delete yield).
# rule: syntax/no-target
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    del (yield)
