# ---
# description: Refused before anything runs (walrus in inner iterable).
# rule: syntax/named-expression-in-iterable
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
[x for z in [1] for x in (y := [1])]
