# ---
# description: Refused before anything runs (await in base).
# rule: syntax/await-outside-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
class C(await x): pass
