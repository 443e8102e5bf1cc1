# ---
# description: Refused before anything runs (await in default).
# rule: syntax/await-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f(a=await x): pass
