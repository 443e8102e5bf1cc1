# ---
# description: Accepted (return in agen).
# rule: syntax/return-value-in-async-generator
# features: [syntax]
# generated: true
# ---

code = compile('async def f():\n    yield\n    return', 'program.py', 'exec')
print(type(code).__name__)
