"""A variable that inner functions use is unbound in the target of a `with`: the manager is told, with the right exception."""


class Manager:
    def __enter__(self):
        print("enter")
        return 1, 2

    def __exit__(self, kind, error, traceback):
        print("exit", kind.__name__, error)


def by_attribute():
    with Manager() as c.x:
        print("not reached")
    c = 1
    yield lambda: c


def by_subscript():
    with Manager() as a[0], Manager():
        print("not reached")
    a = [1]
    yield lambda: a


def in_a_tuple():
    with Manager() as (first, c[first]):
        print("not reached")
    c = [1]
    yield lambda: c


def bound():
    c = [1, 2, 3]
    with Manager() as (c[0], c[2]):
        print(c)
        raise ValueError
    yield lambda: c


for function in by_attribute, by_subscript, in_a_tuple, bound:
    try:
        next(function())
    except Exception as error:
        print(function.__name__, repr(error), error.__traceback__.tb_next.tb_lineno)
