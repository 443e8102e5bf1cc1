# ---
# description: The message and the position of the refusal (break in except star).
# rule: exceptions/except-star
# features: [syntax, except-star, messages]
# min-python: 3.11
# generated: true
# ---

try:
    compile('for x in y:\n    try:\n        pass\n    except* A:\n        break', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
