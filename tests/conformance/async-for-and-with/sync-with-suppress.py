# ---
# description: A true result of the exit method suppresses the thrown exception.
# rule: with/suppress
# features: [generator]
# ---

class M:
    def __enter__(self):
        pass

    def __exit__(self, kind, error, tb):
        return kind is KeyError


def g():
    with M():
        yield 1
        print("never")
    yield 2
    with M():
        yield 3


it = g()
next(it)
print(it.throw(KeyError), next(it))
try:
    it.throw(ValueError)
except ValueError:
    print("not swallowed")
