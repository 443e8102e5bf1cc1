# ---
# description: The message and the position of the refusal (return in class).
# rule: syntax/return-outside-function
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('def f():\n    class C:\n        return 1', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
