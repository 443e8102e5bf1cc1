import asyncio


class Limiter:
    def __init__(self, rate):
        self.tokens = asyncio.Semaphore(rate)
        self.rate = rate

    async def refill(self):
        while True:
            await asyncio.sleep(0.7)
            while self.tokens._value < self.rate:
                self.tokens.release()

    async def take(self):
        await self.tokens.acquire()


async def client(limiter, n):
    for _ in range(n):
        await limiter.take()


async def main():
    limiter = Limiter(3)
    refill = asyncio.create_task(limiter.refill(), name="refill")
    try:
        await asyncio.gather(*[client(limiter, 3) for _ in range(5)])
    finally:
        refill.cancel()
        await asyncio.gather(refill, return_exceptions=True)


asyncio.run(main())
