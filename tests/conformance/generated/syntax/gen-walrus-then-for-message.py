# ---
# description: The message and the position of the refusal (walrus then for).
# rule: syntax/iteration-rebinds-named-expression
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('[x for a in [1] if (b := a) for b in [1]]', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
