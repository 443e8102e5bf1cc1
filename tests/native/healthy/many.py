"""More tasks than a dump has: those that are left out are not over."""

import asyncio


async def work(limit):
    async with limit:
        await asyncio.sleep(30)


async def main():
    limit = asyncio.Semaphore(600)
    await asyncio.gather(*[work(limit) for _ in range(1100)])


asyncio.run(main())
