# ---
# description: Refused before anything runs (await in decorator).
# rule: syntax/await-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
@(await x)
async def f(): pass
