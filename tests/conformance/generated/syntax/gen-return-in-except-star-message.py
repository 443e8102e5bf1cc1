# ---
# description: The message and the position of the refusal (return in except star).
# rule: exceptions/except-star
# features: [syntax, except-star, messages]
# min-python: 3.11
# generated: true
# ---

try:
    compile('def f():\n    try:\n        pass\n    except* A:\n        return 1', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
