# ---
# description: Accepted (await in fstring).
# rule: syntax/await-outside-async-function
# features: [syntax]
# generated: true
# ---

code = compile("async def f():\n    return f'{await x}'", 'program.py', 'exec')
print(type(code).__name__)
