# ---
# description: Refused before anything runs (async setcomp in lambda).
# rule: syntax/asynchronous-comprehension-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f():
    return lambda: {x async for x in y}
