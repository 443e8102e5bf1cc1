# ---
# description: Refused before anything runs (return none in agen).
# rule: syntax/return-value-in-async-generator
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async def f():
    return None
    yield
