# ---
# description: The message and the position of the refusal (async as name).
# rule: syntax/keywords
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('async = 1', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
