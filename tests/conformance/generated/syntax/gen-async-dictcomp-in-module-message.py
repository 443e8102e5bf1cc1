# ---
# description: The message and the position of the refusal (async dictcomp in module).
# rule: syntax/asynchronous-comprehension-outside-async-function
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('{x: 1 async for x in y}', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
