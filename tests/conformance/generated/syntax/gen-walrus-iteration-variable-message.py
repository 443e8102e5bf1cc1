# ---
# description: The message and the position of the refusal (walrus iteration variable).
# rule: syntax/named-expression-rebinds-iteration-variable
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('[(x := 1) for x in [1]]', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
