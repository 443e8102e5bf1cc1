# ---
# description: The message and the position of the refusal (await in decorator).
# rule: syntax/await-outside-function
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('@(await x)\nasync def f(): pass', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
