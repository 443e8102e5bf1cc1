# ---
# description: Refused before anything runs (async as name).
# rule: syntax/keywords
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
async = 1
