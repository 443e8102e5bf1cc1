"""An exception leaves several handlers, and drops iterators that were made in different ones."""

import sys


def held(n):
    try:
        yield 1
    finally:
        e = sys.exc_info()[1]
        print("  closing", n, repr(e.__context__), repr(e.__context__ and e.__context__.__context__))


def w(x):
    return x


def err():
    raise LookupError("err")


def g1():
    try:
        raise OSError
    except OSError:
        for x in held(1):
            try:
                raise EOFError
            except EOFError:
                for y in held(2):
                    try:
                        yield y
                    except KeyError:
                        raise ValueError("from handler")


def g2():
    for x in held(0):
        try:
            try:
                raise OSError
            except OSError:
                for x in held(1):
                    try:
                        raise EOFError
                    except EOFError:
                        for y in held(2):
                            try:
                                yield y
                            except KeyError:
                                raise ValueError("from handler")
        except ValueError as v:
            print("  caught", repr(v), repr(v.__context__))
            yield 5
            raise


def g3():
    try:
        try:
            yield 1
        finally:
            for y in held(2):
                yield y
                err()
    finally:
        for y in held(3):
            yield 4
            err()


def g4():
    for y in held(2):
        try:
            yield 1
        finally:
            for z in held(3):
                yield 2
                err()


def g5():
    for y in held(2):
        try:
            yield 1
        except* KeyError:
            for z in held(3):
                yield 2
                err()


def g6():
    for y in held(2):
        try:
            try:
                yield 1
            except* KeyError:
                for z in held(3):
                    yield 2
                    err()
        except* LookupError as e:
            print("  group", repr(e))
            yield 8
            err()


def g7():
    try:
        raise OSError
    except OSError:
        try:
            w(held(7)).send((yield 1))
        except KeyError:
            [held(8).__next__(), (yield 2), err()]


def g8():
    try:
        raise OSError
    except OSError:
        for h in held(1):
            yield 1
            return


def g9():
    while True:
        try:
            raise OSError
        except OSError:
            for h in held(1):
                try:
                    yield 1
                except KeyError:
                    break
            for h in held(2):
                try:
                    yield 1
                except KeyError:
                    pass


for f in (g1, g2, g3, g4, g5, g6, g7, g8, g9):
    for first in (KeyError("k"), None):
        print(f.__name__, first)
        i = f()
        try:
            next(i)
            print(i.throw(first) if first else next(i))
            while True:
                print(next(i)) if f is not g9 else print(next(i), i.throw(KeyError("l")), i.throw(IndexError("m")))
        except Exception as e:
            print(
                f.__name__,
                repr(e),
                repr(e.__context__),
                repr(e.__context__ and e.__context__.__context__),
                e.__traceback__.tb_next and e.__traceback__.tb_next.tb_lineno,
            )
        except BaseException as e:
            print(repr(e))
