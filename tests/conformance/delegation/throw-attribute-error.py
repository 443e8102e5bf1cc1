# ---
# description: A lookup of throw that fails with another exception than AttributeError raises this exception.
# rule: yield-from/throw
# features: [generator, yield-from]
# ---

class It:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    @property
    def throw(self):
        raise ZeroDivisionError


def g():
    yield from It()


it = g()
next(it)
try:
    it.throw(KeyError)
except ZeroDivisionError:
    print("ZeroDivisionError")
