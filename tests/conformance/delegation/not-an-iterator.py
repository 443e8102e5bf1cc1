# ---
# description: The operand of yield from has an __iter__ that returns no iterator, or has no __iter__.
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
