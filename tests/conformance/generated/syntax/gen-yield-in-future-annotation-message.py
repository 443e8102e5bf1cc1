# ---
# description: The message and the position of the refusal (yield in future annotation).
# rule: syntax/yield-in-annotation
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('from __future__ import annotations\ndef f(x: (yield)): pass', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
