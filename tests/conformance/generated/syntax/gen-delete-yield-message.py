# ---
# description: The message and the position of the refusal (delete yield).
# rule: syntax/no-target
# features: [syntax, messages]
# generated: true
# ---

try:
    compile('def f():\n    del (yield)', 'program.py', 'exec')
except SyntaxError as error:
    print(error.msg)
    print(error.lineno, error.offset, error.end_lineno, error.end_offset)
