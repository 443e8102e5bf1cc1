# ---
# description: An exception of the delegate can be handled at the yield from, and the generator goes on.
# rule: yield-from/exit-not-error
# features: [generator, yield-from]
# ---

def inner():
    yield 1
    raise KeyError("k")


def outer():
    for _ in range(2):
        try:
            yield from inner()
        except KeyError as error:
            yield repr(error)


print(list(outer()))
