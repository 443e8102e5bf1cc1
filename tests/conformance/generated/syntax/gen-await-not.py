# ---
# description: Refused before anything runs (await not).
# rule: await/precedence
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f():
    await not x
