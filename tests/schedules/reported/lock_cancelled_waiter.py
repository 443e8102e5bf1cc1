"""python/cpython, bpo-27585 (pull request 1031): a lock's waiter is cancelled after it was woken, and wakes nobody else."""

import asyncio


class Lock:
    def __init__(self):
        self.locked = False
        self.waiters = []

    async def acquire(self):
        if self.locked or self.waiters:
            waiter = asyncio.get_running_loop().create_future()
            self.waiters.append(waiter)
            try:
                await waiter
            finally:
                self.waiters.remove(waiter)
        self.locked = True

    def release(self):
        self.locked = False
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(None)
                return


async def holder(lock):
    await lock.acquire()
    await asyncio.sleep(0)
    lock.release()


async def main():
    lock = Lock()
    await lock.acquire()
    first = asyncio.create_task(holder(lock))
    second = asyncio.create_task(holder(lock))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    lock.release()
    first.cancel()
    await asyncio.wait([first, second])
