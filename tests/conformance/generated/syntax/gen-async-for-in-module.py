# ---
# description: Refused before anything runs (async for in module).
# rule: syntax/async-for-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async for x in y:
    pass
