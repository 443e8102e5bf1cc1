# ---
# description: Accepted (yield in lambda).
# rule: syntax/yield-outside-function
# features: [syntax]
# generated: true
# ---

code = compile('f = lambda: (yield)', 'program.py', 'exec')
print(type(code).__name__)
