"""A task takes the items of a generator that holds a lock one by one; another task waits for the lock."""

import asyncio
from contextlib import asynccontextmanager


async def rows(lock):
    async with lock:
        for number in range(3):
            yield number


async def reader(lock):
    items = rows(lock)
    for _ in range(3):
        await anext(items)
        await asyncio.sleep(1)
    await items.aclose()


@asynccontextmanager
async def locked(lock):
    async with lock:
        yield


async def visitor(lock, seconds):
    async with locked(lock):
        await asyncio.sleep(seconds)


async def main():
    first, second = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(
        *[reader(first), visitor(second, 2)],
        *[visitor(first, 0), visitor(second, 0)],
    )


asyncio.run(main())
