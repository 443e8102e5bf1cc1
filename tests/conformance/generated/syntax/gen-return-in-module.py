# ---
# description: Refused before anything runs (return in module).
# rule: syntax/return-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
return
