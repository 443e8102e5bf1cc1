# ---
# description: Refused before anything runs (delete await).
# rule: syntax/no-target
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f():
    del await x
