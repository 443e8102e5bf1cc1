# ---
# description: Refused before anything runs (yield from in module).
# rule: syntax/yield-from-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
yield from x
