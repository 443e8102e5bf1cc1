# ---
# description: Refused before anything runs (async dictcomp in module).
# rule: syntax/asynchronous-comprehension-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
{x: 1 async for x in y}
