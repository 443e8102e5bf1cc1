import asyncio


async def lend(places):
    await places.acquire()
    asyncio.get_running_loop().call_later(0.7, places.release)


async def wait_for_it(lock):
    async with lock:
        print("has it")


async def main():
    places, lock = asyncio.BoundedSemaphore(1), asyncio.Lock()
    await lock.acquire()
    asyncio.get_running_loop().call_later(2, lock.release)
    waiting = asyncio.create_task(wait_for_it(lock))
    for _ in range(3):
        await lend(places)
    await waiting


asyncio.run(main())
