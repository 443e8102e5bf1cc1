# ---
# description: Accepted (await genexp in def).
# rule: syntax/await-outside-async-function
# features: [syntax]
# generated: true
# ---

code = compile('def f():\n    return (await x for x in y)', 'program.py', 'exec')
print(type(code).__name__)
