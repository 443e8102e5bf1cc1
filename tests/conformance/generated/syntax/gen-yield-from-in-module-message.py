# ---
# description: The message and the position of the refusal (yield from in module).
# rule: syntax/yield-from-outside-function
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('yield from x', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
