"""A suspended coroutine that the library awaits: it is being awaited already."""

import asyncio, types, contextlib


def show(name, f):
    try:
        r = f()
    except BaseException as e:
        r = f"{type(e).__name__}: {e}"
    print(name, "->", r)


async def inner(x):
    await asyncio.sleep(0)
    return x * 2


async def m1():
    c = inner(1)
    c.send(None)
    return await asyncio.wait_for(c, 1)


async def m2():
    c = inner(1)
    c.send(None)
    return await asyncio.shield(c)


async def m3():
    c = inner(1)
    c.send(None)
    return await asyncio.gather(c)


async def m4():
    c = inner(1)
    c.send(None)
    return await c


async def m5():
    c = inner(1)
    c.send(None)
    async with contextlib.AsyncExitStack() as st:
        st.push_async_callback(lambda: c)


async def m6():
    c = inner(1)
    await c
    return await asyncio.wait_for(c, 1)


class CM:
    def __init__(s, c):
        s.c = c

    def __aenter__(s):
        return s.c

    def __aexit__(s, *a):
        return inner(0)


async def m7():
    c = inner(1)
    c.send(None)
    async with contextlib.AsyncExitStack() as st:
        return await st.enter_async_context(CM(c))


def m8():
    async def q():
        c = inner(1)
        c.send(None)
        return list(c.__await__())

    return asyncio.run(q())


for m in (m1, m2, m3, m4, m5, m6, m7):
    show(m.__name__, lambda: asyncio.run(m()))
show("m8", m8)
