import asyncio

class Cache:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.values = {}

    async def refresh(self, key):
        await self.lock.acquire()
        if key in self.values:
            return self.values[key]  # BUG: not released
        await asyncio.sleep(0.01)
        self.values[key] = key * 2
        self.lock.release()
        return self.values[key]

    async def read(self, key):
        async with self.lock:
            return self.values.get(key)

async def reader(cache, key):
    for _ in range(3):
        await cache.refresh(key)
        await cache.read(key)
        await asyncio.sleep(0.01)

async def heartbeat():
    while True:
        await asyncio.sleep(0.05)

async def main():
    cache = Cache()
    beat = asyncio.create_task(heartbeat(), name="heartbeat")
    async with asyncio.TaskGroup() as group:
        for key in ("a", "b"):
            group.create_task(reader(cache, key), name=f"reader-{key}")

asyncio.run(main())
