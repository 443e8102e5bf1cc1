# ---
# description: Refused before anything runs (await in module).
# rule: syntax/await-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
await x
