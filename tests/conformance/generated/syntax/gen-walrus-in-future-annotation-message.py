# ---
# description: The message and the position of the refusal (walrus in future annotation).
# rule: syntax/named-expression-in-annotation
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('from __future__ import annotations\nx: (y := 1) = 2', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
