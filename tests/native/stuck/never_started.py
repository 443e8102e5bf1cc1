import asyncio


class Cache:
    def __init__(self):
        self.ready = asyncio.Event()

    async def warm(self):
        await asyncio.sleep(0.01)
        self.ready.set()

    async def get(self, key):
        await self.ready.wait()
        return key


async def main():
    cache = Cache()
    warming = [cache.warm()]
    print(await cache.get("a"), warming)


asyncio.run(main())
