# ---
# description: The message and the position of the refusal (async for in module).
# rule: syntax/async-for-outside-async-function
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('async for x in y:\n    pass', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
