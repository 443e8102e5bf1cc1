# ---
# description: The message and the position of the refusal (except and except star).
# rule: exceptions/except-star
# features: [syntax, except-star, messages]
# min-python: 3.11
# generated: true
# ---

try:
    compile('try:\n    pass\nexcept A:\n    pass\nexcept* B:\n    pass', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
