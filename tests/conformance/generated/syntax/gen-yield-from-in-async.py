# ---
# description: Refused before anything runs (yield from in async).
# rule: syntax/yield-from-inside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f():
    yield from x
