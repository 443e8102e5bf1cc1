# ---
# description: Accepted (await in base of nested).
# rule: syntax/await-outside-function
# features: [syntax]
# generated: true
# ---

code = compile('async def f():\n    class C(await x): pass', 'program.py', 'exec')
print(type(code).__name__)
