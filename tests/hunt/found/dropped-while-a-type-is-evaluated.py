# A frame that is dropped while the type of an ``except`` is evaluated is kept by what it handles.  Seed 5513.
def gen1(*args, **kwargs):
    try:
        (yield from w(t(24), 25))
    except (yield from w(k(44), 45)):
        raise None


o = gen1()
step(o, "send", None)
o = None
t(1)


async def coro1(*args, **kwargs):
    try:
        await w(t(24), 25)
    except E:
        await w(k(44), 45)


o = coro1()
step(o, "send", None)
step(o, "throw", E(1))
o = None
t(2)
