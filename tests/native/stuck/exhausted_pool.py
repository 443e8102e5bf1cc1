import asyncio
import concurrent.futures
import time

pool = concurrent.futures.ThreadPoolExecutor(2)


def part():
    return 1


def whole():
    time.sleep(0.05)
    return pool.submit(part).result()


async def job():
    return await asyncio.get_running_loop().run_in_executor(pool, whole)


async def main():
    await asyncio.gather(job(), job())


asyncio.run(main())
