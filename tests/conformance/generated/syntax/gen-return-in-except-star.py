# ---
# description: Refused before anything runs (return in except star).
# rule: exceptions/except-star
# features: [syntax, except-star]
# min-python: 3.11
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    try:
        pass
    except* A:
        return 1
