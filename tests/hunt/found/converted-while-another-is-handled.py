# The StopIteration is all the context of what it is converted to.  Seeds 5104773, 5015168.
def gen0(*args, **kwargs):

    @deco
    def inner1(x=(yield r(5))):
        None


def gen2(*args, **kwargs):
    try:
        with None:
            None
    finally:
        try:

            class C595((yield from gen0())):
                0

        finally:

            class C603(r(597)):
                None


async def agen3(what):
    try:
        with t(1):
            await w(None, 1)
            raise what
    finally:
        yield 1


async def coro4(what):
    try:
        None()
    finally:
        async for i in agen3(what):
            raise what


o = gen2()
step(o, "send", None)
for what in (StopIteration(1), StopAsyncIteration(2)):
    o = coro4(what)
    for i in range(4):
        step(o, "send", None)
    del o
