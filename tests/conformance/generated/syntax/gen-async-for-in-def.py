# ---
# description: Refused before anything runs (async for in def).
# rule: syntax/async-for-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    async for x in y:
        pass
