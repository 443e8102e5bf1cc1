"""A task reads a generator that holds a lock, which another task waits for."""

import asyncio


async def rows(lock):
    async with lock:
        for n in range(3):
            yield n
            await asyncio.sleep(0)


async def reader(lock):
    async for _ in rows(lock):
        await asyncio.sleep(2)


async def main():
    lock = asyncio.Lock()
    first = asyncio.create_task(reader(lock), name="first")
    await asyncio.sleep(0.01)
    async with lock:
        print("second")
    await first


asyncio.run(main())
