# ---
# description: Refused before anything runs (walrus in class comp).
# rule: syntax/named-expression-in-class-comprehension
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
class C:
    [(x := 1) for y in [1]]
