# ---
# description: Refused before anything runs (walrus then for).
# rule: syntax/iteration-rebinds-named-expression
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
[x for a in [1] if (b := a) for b in [1]]
