# ---
# description: The value of a StopIteration raised by any iterator is the value.
# rule: yield-from/delegation
# features: [generator, yield-from]
# ---

class It:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration("value")


def g():
    print((yield from It()))
    yield


next(g())
