"""Two tasks take two locks in opposite orders: each may hold the one that the other waits for."""

import asyncio


async def transfer(first, second):
    async with first:
        await asyncio.sleep(0)
        async with second:
            await asyncio.sleep(0)


async def bug():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(transfer(a, b), transfer(b, a))


async def repair():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(transfer(a, b), transfer(a, b))
