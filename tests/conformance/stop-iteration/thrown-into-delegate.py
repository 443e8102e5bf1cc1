# ---
# description: StopIteration thrown in while delegating: the delegate converts it, the RuntimeError goes on.
# rule: stop-iteration/thrown
# features: [generator, yield-from, messages]
# ---

def inner():
    yield 1


def outer():
    try:
        yield from inner()
    except RuntimeError as error:
        yield repr(error)


it = outer()
next(it)
print(it.throw(StopIteration))
