"""A cancellation comes between the acquire and the try: nobody releases."""

import asyncio


async def work(lock):
    await lock.acquire()
    await asyncio.sleep(0)
    try:
        await asyncio.sleep(0)
    finally:
        lock.release()


async def work_well(lock):
    await lock.acquire()
    try:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    finally:
        lock.release()


async def cancelled(worker):
    lock = asyncio.Lock()
    task = asyncio.create_task(worker(lock))
    for _ in range(3):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    async with lock:
        pass


async def bug():
    await cancelled(work)


async def repair():
    await cancelled(work_well)
