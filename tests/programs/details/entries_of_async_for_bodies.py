# The body of an asynchronous loop raises after a throw(): 3.11 forgets the entries of its frame (versions/forgotten-entries).
import types


class X:
    pass


def t(n):
    return X()


def r(n):
    raise ExceptionGroup("g", [ValueError(n)])


@types.coroutine
def pause():
    yield


async def agen():
    try:
        await pause()
    except KeyError:
        pass
    yield 1
    yield 2


def tb(e):
    out = []
    x = e.__traceback__
    while x:
        out.append((x.tb_frame.f_code.co_name, x.tb_lineno))
        x = x.tb_next
    return out


async def f1():
    b = [t(810) async for x in agen() if r(809)]


async def f2():
    try:
        raise GeneratorExit(5)
    finally:
        b = [t(810) async for x in agen() if r(809)]


async def f3():
    try:
        raise GeneratorExit(5)
    finally:
        b = [t(810) async for t(3).x in agen() if r(809)]


async def f4():
    try:
        raise GeneratorExit(5)
    finally:
        b = [r(810) async for t(3).x in agen()]


async def f5():
    try:
        raise GeneratorExit(5)
    finally:
        async for t(3).x in agen():
            r(810)


async def f6():
    try:
        raise GeneratorExit(5)
    finally:
        async for r(3).x in agen():
            r(810)


async def in7():
    async for r(3).x in agen():
        r(810)


async def in8():
    async for x in agen():
        r(810)


async def in9():
    async for x, y in agen():
        r(810)


async def in10():
    b = [r(810) async for r(3).x in agen()]


async def in11():
    b = [r(810) async for x, y in agen()]


def outer(g):
    async def f():
        try:
            raise GeneratorExit(5)
        finally:
            await g()

    f.__name__ = g.__name__ + "o"
    return f


for f in (f1, f2, f3, f4, f5, f6, outer(in7), outer(in8), outer(in9), outer(in10), outer(in11)):
    c = f()
    c.send(None)
    try:
        c.throw(KeyError())
    except BaseException as e:
        print(f.__name__, type(e).__name__, tb(e))
