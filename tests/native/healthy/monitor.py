import asyncio


class Pool:
    def __init__(self):
        self.lock, self.free = asyncio.Lock(), asyncio.Semaphore(2)
        self.done = 0

    async def job(self, n):
        async with self.free:
            async with self.lock:
                await asyncio.sleep(0.005)
            self.done += 1


async def main():
    pool = Pool()
    jobs = {asyncio.create_task(pool.job(n), name=f"job-{n}") for n in range(100)}
    while not all(job.done() for job in jobs):
        waiting = [job.get_name() for job in jobs if not job.done()]
        await asyncio.sleep(0.02)
    print(pool.done, len(waiting))


asyncio.run(main())
