# ---
# description: Refused before anything runs (yield in class).
# rule: syntax/yield-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    class C:
        x = yield 1
