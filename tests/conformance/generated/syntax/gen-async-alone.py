# ---
# description: Refused before anything runs (async alone).
# rule: syntax/keywords
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async x = 1
