# ---
# description: Accepted (async inner listcomp).
# rule: syntax/asynchronous-comprehension-outside-async-function
# features: [syntax]
# min-python: 3.11
# generated: true
# ---

code = compile('async def f():\n    return [[y async for y in x] for x in z]', 'program.py', 'exec')
print(type(code).__name__)
