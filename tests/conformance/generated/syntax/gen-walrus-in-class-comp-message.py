# ---
# description: The message and the position of the refusal (walrus in class comp).
# rule: syntax/named-expression-in-class-comprehension
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('class C:\n    [(x := 1) for y in [1]]', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
