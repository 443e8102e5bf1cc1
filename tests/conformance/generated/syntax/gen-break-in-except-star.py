# ---
# description: Refused before anything runs (break in except star).
# rule: exceptions/except-star
# features: [syntax, except-star]
# min-python: 3.11
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
for x in y:
    try:
        pass
    except* A:
        break
