# ---
# description: The message and the position of the refusal (yield in condition of comp).
# rule: syntax/yield-inside-comprehension
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('def f():\n    [x for x in y if (yield)]', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
