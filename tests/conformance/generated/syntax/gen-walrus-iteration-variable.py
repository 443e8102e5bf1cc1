# ---
# description: Refused before anything runs (walrus iteration variable).
# rule: syntax/named-expression-rebinds-iteration-variable
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
[(x := 1) for x in [1]]
