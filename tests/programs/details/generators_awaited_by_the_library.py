"""The library awaits a generator of ``types.coroutine``, though no program sees an ``__await__`` of generators."""

import asyncio
import collections.abc
import contextlib
import inspect
import types


@types.coroutine
def one(value):
    got = yield from asyncio.sleep(0, value)
    try:
        yield
    finally:
        print("finally", got)
    return got


def plain():
    yield


class Items:
    def __init__(self):
        self.left = 2

    def __aiter__(self):
        return self

    def __anext__(self):
        self.left -= 1
        if self.left < 0:
            raise StopAsyncIteration
        return one(self.left)


class WithPlainAnext:
    def __aiter__(self):
        return self

    def __anext__(self):
        yield


class Callbacks:
    def push(self, stack, what):
        stack.push_async_callback(what, 5)


async def main():
    print(await asyncio.wait_for(asyncio.ensure_future(one(1)), 1))
    print(await asyncio.gather(one(2), one(3)))
    async with contextlib.AsyncExitStack() as stack:
        Callbacks().push(stack, one)
    try:
        async with contextlib.AsyncExitStack() as stack:
            Callbacks().push(stack, lambda _: plain())
    except TypeError as error:
        print(error)
    async with contextlib.aclosing(Items()) as items:
        items.aclose = lambda: one(6)
        async for item in items:
            print(item)
    task = asyncio.ensure_future(one(7))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    print(await anext(Items(), "default"))
    try:
        await anext(WithPlainAnext(), "default")
    except TypeError as error:
        print(error)


asyncio.run(main())
for g in (one(8), plain()):
    print(hasattr(g, "__await__"), hasattr(type(g), "__await__"), "__await__" in dir(g), "__await__" in vars(type(g)))
    print(isinstance(g, collections.abc.Awaitable), isinstance(g, collections.abc.Coroutine), inspect.isawaitable(g))
    try:
        g.__await__()
    except AttributeError as error:
        print(error, error.name, error.obj is g)
try:
    types.GeneratorType.__await__
except AttributeError as error:
    print(error)
for kind in (lambda f: f, types.coroutine):

    async def failing(kind=kind):
        await kind(plain)()
        async with types.SimpleNamespace():
            pass

    try:
        print(failing().send(None))
    except TypeError as error:
        print(error)
