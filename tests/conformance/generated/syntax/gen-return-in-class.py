# ---
# description: Refused before anything runs (return in class).
# rule: syntax/return-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    class C:
        return 1
