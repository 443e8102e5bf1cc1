"""A circle that two things open: another holder of the semaphore goes on, and a time limit ends the wait for the lock."""

import asyncio


async def child(limit):
    async with limit:
        await asyncio.sleep(0.01)


async def parent(limit):
    async with limit:
        await asyncio.create_task(child(limit))


async def other(limit):
    async with limit:
        await asyncio.sleep(1)


async def one(a, b):
    async with a:
        await asyncio.sleep(0.01)
        try:
            async with asyncio.timeout(1):
                async with b:
                    pass
        except TimeoutError:
            pass


async def main():
    limit, a, b = asyncio.Semaphore(2), asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(other(limit), parent(limit), one(a, b), one(b, a))


asyncio.run(main())
