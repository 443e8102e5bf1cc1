# ---
# description: Refused before anything runs (async for in class).
# rule: syntax/async-for-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f():
    class C:
        async for x in y:
            pass
