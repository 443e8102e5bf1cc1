# ---
# description: Refused before anything runs (async with in def).
# rule: syntax/async-with-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    async with x as y:
        pass
