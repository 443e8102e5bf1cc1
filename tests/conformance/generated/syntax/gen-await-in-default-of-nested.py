# ---
# description: Accepted (await in default of nested).
# rule: syntax/await-outside-async-function
# features: [syntax]
# generated: true
# ---

code = compile('async def f():\n    def g(a=await x): pass', 'program.py', 'exec')
print(type(code).__name__)
