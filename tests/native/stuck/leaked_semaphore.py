import asyncio


async def fetch(limit, number):
    await limit.acquire()
    await asyncio.sleep(0)
    if number == 1:
        return None
    limit.release()
    return number


async def main():
    limit = asyncio.Semaphore(1)
    await asyncio.gather(*[fetch(limit, number) for number in range(4)])


asyncio.run(main())
