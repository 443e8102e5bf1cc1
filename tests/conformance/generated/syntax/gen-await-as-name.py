# ---
# description: Refused before anything runs (await as name).
# rule: syntax/keywords
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
await = 1
