# A delegate that ignores GeneratorExit goes with its frame, before the error is handled.  Seeds 2019483, 2017147.
async def coro1(*args, **kwargs):
    try:
        (await w(t(45), 46)).x += None
    except BaseException:
        (await w(t(81), 82))[None] += None
    finally:
        await t(139)


async def coro2(*args, **kwargs):
    await coro1(await w(t(173), 175))


async def coro3(*args, **kwargs):
    try:
        raise E(1)
    except E:
        await coro1()
    finally:
        t(1)


async def coro4(*args, **kwargs):
    try:
        raise E(1)
    except E:
        await coro1()


for coro in coro2, coro3, coro4:
    o = coro()
    step(o, "send", None)
    step(o, "send", None)
    step(o, "throw", GeneratorExit)
    o = coro()
    step(o, "send", None)
    step(o, "send", None)
    step(o, "close")
    o = coro()
    step(o, "send", None)
    step(o, "send", None)
    o = None
