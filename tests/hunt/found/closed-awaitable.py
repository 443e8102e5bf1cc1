# Closing an awaitable keeps nothing of the frames that it went through.  Seed 5202759 on 3.13.
async def coro0(a, *args, **kwargs):
    try:
        [q async for q in (None async for j in t(14))]
    finally:
        await w(a, 23)

async def coro1(*args, **kwargs):
    await coro0(None)
o = coro1()
step(o, 'send', None)
del o
t(3)


async def agen2():
    try:
        yield 1
    finally:
        await w(None, 5)


async def coro3():
    o = agen2()
    await o.asend(None)
    try:
        await o.aclose()
    finally:
        await w(None, 6)


async def coro4():
    await coro3()


o = coro4()
for i in range(3):
    step(o, "send", None)
del o
t(4)
o = coro4()
step(o, "send", None)
del o
t(5)
