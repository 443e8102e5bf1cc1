"""A coroutine asks for the result of a thread that computes."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def compute():
    end = time.monotonic() + 5
    n = 0
    while time.monotonic() < end:
        n += 1
    return n > 0


async def main():
    pool = ThreadPoolExecutor(1)
    await asyncio.sleep(0.01)
    print(pool.submit(compute).result())


asyncio.run(main())
