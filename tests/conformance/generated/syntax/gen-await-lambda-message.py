# ---
# description: The message and the position of the refusal (await lambda).
# rule: await/precedence
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('async def f():\n    await lambda: x', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
