"""A permit is not given back where the work fails."""

import asyncio


async def work(permits, fails):
    await permits.acquire()
    await asyncio.sleep(0)
    if fails:
        return
    permits.release()


async def work_well(permits, fails):
    async with permits:
        await asyncio.sleep(0)
        if fails:
            return


async def three(worker):
    permits = asyncio.Semaphore(1)
    await asyncio.gather(worker(permits, True), worker(permits, False))


async def bug():
    await three(work)


async def repair():
    await three(work_well)
