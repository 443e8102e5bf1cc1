# ---
# description: The message and the position of the refusal (return none in agen).
# rule: syntax/return-value-in-async-generator
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('async def f():\n    return None\n    yield', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
