import asyncio


class RateLimiter:
    """Tokens of a semaphore: taken by callers, given back by a refill task."""

    def __init__(self, n):
        self.tokens, self.taken = asyncio.Semaphore(n), 0

    async def call(self, n):
        await self.tokens.acquire()
        self.taken += 1
        await asyncio.sleep(0.002)
        return n

    async def refill(self, every):
        while True:
            await asyncio.sleep(every)
            while self.taken:
                self.taken -= 1
                self.tokens.release()


async def main(rounds):
    r = RateLimiter(3)
    refill = asyncio.create_task(r.refill(0.1), name="refill")
    results = await asyncio.gather(*[r.call(n) for n in range(rounds)])
    refill.cancel()
    try:
        await refill
    except asyncio.CancelledError:
        pass
    print(len(results))


asyncio.run(main(400))
