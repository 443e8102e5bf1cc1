import asyncio


class Store:
    def __init__(self, loop):
        self.loop = loop

    async def _load(self, key):
        await asyncio.sleep(0.01)
        return key

    def load(self, key):
        """For callers without a loop."""
        return asyncio.run_coroutine_threadsafe(self._load(key), self.loop).result()


async def handler(store):
    return store.load("a")


async def main():
    store = Store(asyncio.get_running_loop())
    print(await handler(store))


asyncio.run(main())
