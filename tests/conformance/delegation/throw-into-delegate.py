# ---
# description: A thrown exception goes to the delegate, which may handle it.
# rule: yield-from/throw
# features: [generator, yield-from]
# ---

def inner():
    while True:
        try:
            yield "inner"
        except KeyError:
            yield "handled"
        except ValueError:
            return "ended by ValueError"


def outer():
    yield (yield from inner())


it = outer()
next(it)
print(it.throw(KeyError), next(it), it.throw(ValueError))
