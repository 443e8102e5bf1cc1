# ---
# description: Accepted (async genexp in module).
# rule: syntax/asynchronous-comprehension-outside-async-function
# features: [syntax]
# generated: true
# ---

code = compile('def items(): pass\nf = lambda: (x async for x in y)', 'program.py', 'exec')
print(type(code).__name__)
