"""encode/httpcore, issue 830: a request is cancelled between being listed and being served, and blocks those behind it."""

import asyncio


class Pool:
    def __init__(self):
        self.requests = []
        self.lock = asyncio.Lock()
        self.changed = asyncio.Event()

    async def request(self, name):
        async with self.lock:
            self.requests.append(name)
            await asyncio.sleep(0)
        while self.requests[0] != name:
            self.changed.clear()
            await self.changed.wait()
        self.requests.remove(name)
        self.changed.set()


async def main():
    pool = Pool()
    first = asyncio.create_task(pool.request("first"))
    second = asyncio.create_task(pool.request("second"))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.wait([first, second])
