# ---
# description: The message and the position of the refusal (await in future annotation).
# rule: syntax/await-in-annotation
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('from __future__ import annotations\nasync def f():\n    x: (await y) = 1', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
