import asyncio

class Feed:
    def __init__(self):
        self.queue = asyncio.Queue(maxsize=3)

    async def consume(self):
        while True:
            item = await self.queue.get()
            if item == 5:
                raise ValueError(f"bad item {item}")  # BUG
            await asyncio.sleep(0.005)

    async def produce(self):
        n = 0
        while True:
            n += 1
            await self.queue.put(n)

async def stats(feed):
    while True:
        await asyncio.sleep(0.05)

async def main():
    feed = Feed()
    consumer = asyncio.create_task(feed.consume(), name="consumer")
    s = asyncio.create_task(stats(feed), name="stats")
    await feed.produce()

asyncio.run(main())
