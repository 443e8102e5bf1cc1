# ---
# description: Refused before anything runs (except and except star).
# rule: exceptions/except-star
# features: [syntax, except-star]
# min-python: 3.11
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
try:
    pass
except A:
    pass
except* B:
    pass
