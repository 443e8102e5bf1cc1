# ---
# description: Refused before anything runs (await in nested def).
# rule: syntax/await-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f():
    def g():
        return await x
