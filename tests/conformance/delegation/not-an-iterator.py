# ---
# description: What is delegated to has an __iter__ that gives no iterator, or none at all.
# rule: yield-from/iterable
# features: [generator, yield-from, messages]
# ---


class Wrong:
    def __iter__(self):
        return 1


class Without:
    pass


class Refuses:
    __iter__ = None


def g(value):
    yield from value


for kind in (Wrong, Without, Refuses):
    try:
        next(g(kind()))
    except TypeError as error:
        print(error)
