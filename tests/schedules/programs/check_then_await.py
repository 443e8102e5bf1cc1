"""A cache is asked, then filled after an await: the same is loaded twice, and the objects differ."""

import asyncio


class Cache:
    def __init__(self):
        self.found = {}
        self.pending = {}
        self.loads = 0

    async def load(self, key):
        self.loads += 1
        await asyncio.sleep(0)
        return key.upper()

    async def get(self, key):
        if key not in self.found:
            self.found[key] = await self.load(key)
        return self.found[key]

    async def get_once(self, key):
        if key not in self.pending:
            self.pending[key] = asyncio.ensure_future(self.load(key))
        return await self.pending[key]


async def both(get):
    cache = Cache()
    await asyncio.gather(get(cache, "a"), get(cache, "a"))
    assert cache.loads == 1, f"loaded {cache.loads} times"


async def bug():
    await both(Cache.get)


async def repair():
    await both(Cache.get_once)
