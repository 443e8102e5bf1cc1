# ---
# description: Refused before anything runs (async with in module).
# rule: syntax/async-with-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async with x:
    pass
