"""A job in a pool of one thread that waits for another job of the same pool."""
import asyncio
from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(1, thread_name_prefix="blob")


def checksum(blob):
    return sum(blob) % 251


def store(blob):
    check = POOL.submit(checksum, blob)         # mistake: the pool has only the thread that waits
    return len(blob), check.result()


class Storage:
    async def save(self, blob):
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(POOL, store, blob)


async def main():
    storage = Storage()
    print(await asyncio.create_task(storage.save(b"abc"), name="save"))


asyncio.run(main())
