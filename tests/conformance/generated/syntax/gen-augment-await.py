# ---
# description: Refused before anything runs (augment await).
# rule: syntax/no-target
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f():
    await x += 1
