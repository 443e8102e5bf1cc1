# ---
# description: Refused before anything runs (yield from in class).
# rule: syntax/yield-from-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
class C:
    yield from x
