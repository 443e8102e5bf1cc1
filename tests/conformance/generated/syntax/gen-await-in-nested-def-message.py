# ---
# description: The message and the position of the refusal (await in nested def).
# rule: syntax/await-outside-async-function
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('async def f():\n    def g():\n        return await x', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
