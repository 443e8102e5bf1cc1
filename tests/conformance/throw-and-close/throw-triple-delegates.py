# ---
# description: From 3.12 a three-argument throw warns once more for each delegate that is no generator or coroutine, where the frame around it waits.
# rule: throw/signature
# features: [generator, coroutine, async-generator, warnings, frames]
# min-python: 3.10
# ---

import types
import warnings


@types.coroutine
def pause():
    try:
        yield
    except KeyError:
        yield


async def items():
    try:
        await pause()
        yield 1
    finally:
        pass


async def by_coroutine():
    await pause()


async def by_asend():
    await items().asend(None)


async def by_default():
    await anext(items(), None)


async def by_loop():
    async for _ in items():
        pass


async def by_aclose():
    async def stubborn():
        try:
            yield
        finally:
            await pause()

    o = stubborn()
    await anext(o)
    await o.aclose()


def by_wrapper():
    yield from by_asend().__await__()


async def outer():
    await by_asend()


for make in by_coroutine, by_asend, by_default, by_loop, by_aclose, by_wrapper, outer:
    o = make()
    o.send(None)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        o.throw(KeyError, KeyError(1), None)
    print(make.__name__, [w.lineno for w in caught])
    o = make()
    o.send(None)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        o.throw(KeyError(1))
    print(make.__name__, len(caught))
