# ---
# description: The message and the position of the refusal (async setcomp in lambda).
# rule: syntax/asynchronous-comprehension-outside-async-function
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('async def f():\n    return lambda: {x async for x in y}', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
