# ---
# description: Refused before anything runs (await await).
# rule: await/precedence
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f():
    await await x
