# ---
# description: Defaults are evaluated once, at the definition, and shared by all objects.
# rule: call/arguments
# features: [generator]
# ---

def g(seen=[]):
    seen.append(len(seen))
    yield list(seen)


print(next(g()), next(g()), next(g()))
