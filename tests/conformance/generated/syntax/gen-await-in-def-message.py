# ---
# description: The message and the position of the refusal (await in def).
# rule: syntax/await-outside-async-function
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('def f():\n    await x', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
