# ---
# description: Refused before anything runs (walrus in iterable).
# rule: syntax/named-expression-in-iterable
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
[x for x in (y := [1])]
