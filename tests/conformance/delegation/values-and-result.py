# ---
# description: yield from yields the values of the delegate, and its value is the returned value.
# rule: yield-from/delegation
# features: [generator, yield-from]
# ---

def inner():
    yield 1
    yield 2
    return "result"


def outer():
    result = yield from inner()
    yield result
    return (yield from ())


print(list(outer()))
