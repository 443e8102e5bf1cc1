# ---
# description: Refused before anything runs (await in listcomp of def).
# rule: syntax/asynchronous-comprehension-outside-async-function
# features: [syntax]
# negative: {phase: parse, type: SyntaxError}
# generated: true
# ---

print('never')
def f():
    return [await x for x in y]
