"""The exception that leaves an ``except`` drops the iterator of the loop around it, where neither exception is handled."""

import sys


def held():
    try:
        yield 1
    finally:
        e = sys.exc_info()[1]
        print("closing", repr(e), repr(e.__context__))


def g():
    for x in held():
        try:
            yield x
        except KeyError:
            raise ValueError("from handler")


def g2():
    for x in held():
        try:
            yield x
        except KeyError:
            try:
                raise ValueError("inner")
            except ValueError:
                1 / 0


def g3():
    for x in held():
        try:
            yield x
        except None:
            pass


def g4():
    try:
        for x in held():
            try:
                yield x
            except KeyError:
                raise ValueError("from handler")
    except ValueError as e:
        print("outer", repr(e), repr(e.__context__))
        yield 3


def g6():
    for x in held():
        with C():
            yield x


class C:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        raise ValueError("exit")


for f in (g, g2, g3, g4, g6):
    i = f()
    next(i)
    try:
        print(i.throw(KeyError("k")))
    except Exception as e:
        print(f.__name__, repr(e), repr(e.__context__), e.__traceback__.tb_next.tb_lineno)
