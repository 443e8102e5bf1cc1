# A chain of awaits that an exception ends keeps nothing of what it went through.  Seed 5103171 on 3.11.
async def leaf(error):
    await w(None, 1)
    if error is not None:
        raise error


async def through(count, error):
    if count:
        return await through(count - 1, error)
    await leaf(error)


async def coro0(*args, **kwargs):
    try:
        await through(4, E(1))
    except E as error:
        out(show(error))
    [None async for i in t(13)]
    if await w([()], 17):
        None


o = coro0()
for i in range(3):
    step(o, "send", None)
o = None
t(62)
