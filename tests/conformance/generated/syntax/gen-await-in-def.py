# ---
# description: Refused before anything runs (await in def).
# rule: syntax/await-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    await x
