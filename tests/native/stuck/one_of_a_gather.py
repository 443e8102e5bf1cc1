import asyncio
class Feed:
    def __init__(self):
        self.ready = asyncio.Event()
        self.items = asyncio.Queue()
    async def fetch(self, n):
        await asyncio.sleep(0.01 * n)
        return n
    async def tail(self):
        async for item in self.stream():
            print(item)
    async def stream(self):
        while True:
            yield await self.items.get()
    async def collect(self):
        r = await asyncio.gather(self.fetch(1), self.fetch(2), self.tail())
        print(r)
async def main():
    f = Feed()
    await f.collect()
asyncio.run(main())
