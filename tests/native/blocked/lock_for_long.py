"""A coroutine takes a lock that a sleeping thread holds, while another one waits for a result."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

lock = threading.Lock()


def compute():
    with lock:
        time.sleep(3)


def other(pool):
    return pool.submit(time.sleep, 3).result()


async def main():
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(4)
    tasks = [loop.run_in_executor(pool, compute), loop.run_in_executor(pool, other, pool)]
    await asyncio.sleep(0.05)
    with lock:
        pass
    await asyncio.gather(*tasks)
    print("ok")


asyncio.run(main())
