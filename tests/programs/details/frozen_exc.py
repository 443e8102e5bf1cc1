import asyncio
import contextlib
import dataclasses


@dataclasses.dataclass(frozen=True)
class F(Exception):
    n: int


class Slots(Exception):
    __slots__ = ()

    def __setattr__(self, n, v):
        print("set", n)
        super().__setattr__(n, v)


class Prop(Exception):
    @property
    def __context__(self):
        print("ctx")
        return None

    @property
    def __traceback__(self):
        print("tb")
        return None


async def a(k):
    await b(k)


async def b(k):
    try:
        raise k
    finally:
        await z()


async def z():
    pass


def g(k):
    try:
        yield from h(k)
    except ValueError:
        pass


def h(k):
    try:
        raise KeyError
    except KeyError:
        yield
        raise k


for k in (F(1), Slots(2), Prop(3)):
    try:
        a(k).send(None)
    except Exception as e:
        print("A", type(e).__name__, e.args)
    try:
        list(g(k))
    except Exception as e:
        print("G", type(e).__name__, e.args)
    i = g(None)
    next(i)
    try:
        i.throw(k)
    except Exception as e:
        print("T", type(e).__name__)


async def ag(k):
    try:
        yield
    finally:
        await z()
        raise k


async def m(k):
    async with contextlib.aclosing(ag(k)) as x:
        async for _ in x:
            break


try:
    asyncio.run(m(F(2)))
except Exception as e:
    print(type(e), e)
try:
    asyncio.run(m(Slots(2)))
except Exception as e:
    print(type(e), e)
