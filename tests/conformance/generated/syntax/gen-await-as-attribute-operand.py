# ---
# description: Accepted (await as attribute operand).
# rule: syntax/await-outside-async-function
# features: [syntax]
# generated: true
# ---

code = compile('async def f():\n    (await x).y[await z](*await a, **await b)', 'program.py', 'exec')
print(type(code).__name__)
