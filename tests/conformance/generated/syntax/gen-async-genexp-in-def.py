# ---
# description: Accepted (async genexp in def).
# rule: syntax/asynchronous-comprehension-outside-async-function
# features: [syntax]
# generated: true
# ---

code = compile('def f():\n    return (x async for x in y)', 'program.py', 'exec')
print(type(code).__name__)
