# ---
# description: Two generators over one iterator share it.
# rule: yield-from/shared
# features: [generator, yield-from]
# ---

def inner():
    yield from "abcd"


def outer(name):
    for value in (yield from shared) or ():
        pass
    yield name + " ended"


shared = inner()
a, b = outer("a"), outer("b")
print(next(a), next(b), next(a), next(b), next(a), next(b))
