"""A lock on an AsyncExitStack, which another task waits for."""

import asyncio
from contextlib import AsyncExitStack


async def job(lock, name, seconds):
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(lock)
        await asyncio.sleep(seconds)
    return name


async def main():
    lock = asyncio.Lock()
    print(await asyncio.gather(job(lock, "a", 5), job(lock, "b", 0.1)))


asyncio.run(main())
