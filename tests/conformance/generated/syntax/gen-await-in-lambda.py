# ---
# description: Refused before anything runs (await in lambda).
# rule: syntax/await-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f():
    return lambda: await x
