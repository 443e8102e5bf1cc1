# ---
# description: Functions made in a comprehension share its variable.
# rule: comprehension/scope
# features: [comprehension]
# ---

print([f() for f in [lambda: n for n in range(3)]])
print([f() for f in [lambda n=n: n for n in range(3)]])
