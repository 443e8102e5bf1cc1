# ---
# description: The message and the position of the refusal (await in base).
# rule: syntax/await-outside-function
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('class C(await x): pass', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
