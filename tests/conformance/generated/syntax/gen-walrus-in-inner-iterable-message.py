# ---
# description: The message and the position of the refusal (walrus in inner iterable).
# rule: syntax/named-expression-in-iterable
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('[x for z in [1] for x in (y := [1])]', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
