# ---
# description: A delegate that is no generator gets throw's arguments as they were given.
# rule: yield-from/throw
# features: [generator, yield-from]
# ---

class It:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        return args


def g():
    yield from It()


it = g()
next(it)
print(it.throw(KeyError))
error = KeyError("k")
print(it.throw(error)[0] is error)
