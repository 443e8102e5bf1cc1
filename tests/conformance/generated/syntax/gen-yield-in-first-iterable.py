# ---
# description: Accepted (yield in first iterable).
# rule: syntax/yield-inside-comprehension
# features: [syntax]
# generated: true
# ---

code = compile('def f():\n    return [x for x in (yield)]', 'program.py', 'exec')
print(type(code).__name__)
