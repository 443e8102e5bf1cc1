"""A program that walks through tracebacks sees its own frames only, also where a StopIteration has come from ``send``."""

import sys, traceback, types


async def co():
    return 1


def g():
    yield 1
    return 5


def walk(tb):
    out = []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out


for f in (
    lambda: co().send(None),
    lambda: next(iter(g())) and next(iter(())),
    lambda: [next(x) for x in [g()] for _ in "ab"],
    lambda: co().throw(KeyError),
    lambda: g().throw(KeyError),
    lambda: g().send(3),
    lambda: co().__await__().__next__(),
):
    try:
        f()
    except BaseException as e:
        print(walk(e.__traceback__), [x.name for x in traceback.extract_tb(e.__traceback__)])
        t = e.__traceback__
        t.tb_next = None
        print(walk(t))
        try:
            t.tb_next = t
        except ValueError as x:
            print(x)
        try:
            del t.tb_next
        except TypeError as x:
            print(x)
        try:
            t.tb_next = 3
        except TypeError as x:
            print(x)
        u = types.TracebackType(t, sys._getframe(), 3, 4)
        print(u.tb_next is t, dir(u))


def deep():
    it = g()
    next(it)
    it.send(None)


try:
    deep()
except StopIteration as e:
    print(walk(e.__traceback__), e.value)
    try:
        raise ValueError from e
    except ValueError:
        traceback.print_exc()
deep()
