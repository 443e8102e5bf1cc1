"""Coroutines used wrongly."""

import asyncio


async def c():
    return 1


async def agen():
    yield 1


def attempt(f):
    try:
        print(f())
    except (TypeError, RuntimeError, ValueError) as error:
        print(type(error).__name__, error)


coroutine = c()
attempt(lambda: next(coroutine))
attempt(lambda: list(coroutine))
attempt(lambda: coroutine.send(1))
coroutine.close()
attempt(lambda: coroutine.send(None))
attempt(lambda: list(agen()))


async def main():
    for bad in (1, None, agen()):
        try:
            await bad
        except TypeError as error:
            print(error)
    try:
        async for _ in [1]:
            pass
    except TypeError as error:
        print(error)
    try:
        async with 1:
            pass
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
    done = c()
    await done
    try:
        await done
    except RuntimeError as error:
        print(error)


asyncio.run(main())
attempt(lambda: asyncio.run(5))
c()
print("unawaited above")
