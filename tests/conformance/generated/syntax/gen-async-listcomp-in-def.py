# ---
# description: Refused before anything runs (async listcomp in def).
# rule: syntax/asynchronous-comprehension-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    return [x async for x in y]
