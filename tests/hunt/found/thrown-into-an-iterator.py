# What has been thrown into an asynchronous iterator does not keep it.  Seed 6217610.
async def agen1(a, *args, **kwargs):
    await a
    yield 5

async def coro2(*args):
    try:
        r(1)
    except E:
        async for q in agen1(t(338)):
            0
            q()
    finally:
        t(569)
hooks = Hooks()
sys.set_asyncgen_hooks(None, hooks.final)
o = coro2(None)
step(o, 'send', None)
step(o, 'send', None)
step(o, 'throw', E)


class Dropped:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def __del__(self):
        out("dropped")


class Throws(Dropped):
    def throw(self, *thrown):
        raise F


class Returns(Dropped):
    def throw(self, *thrown):
        raise StopIteration(2)


def gen3(kind):
    try:
        out((yield from kind()))
    except E:
        out("caught")


def gen4(kind):
    yield from gen3(kind)


for make in gen3, gen4:
    for kind in Dropped, Throws, Returns:
        o = make(kind)
        step(o, "send", None)
        step(o, "throw", E)
