# ---
# description: The message and the position of the refusal (yield from in async lambda default).
# rule: syntax/yield-from-inside-async-function
# features: [syntax, messages]
# min-python: 3.10
# generated: true
# ---

try:
    compile('async def f():\n    lambda a=(yield from x): a', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
