import asyncio


class Drain:
    def __init__(self):
        self.active = 0
        self.idle = asyncio.Event()
        self.idle.set()

    async def __aenter__(self):
        self.active += 1
        self.idle.clear()

    async def __aexit__(self, *e):
        self.active -= 1
        if not self.active:
            self.idle.set()


async def request(d, n):
    async with d:
        await asyncio.sleep(0.5 + n / 10)


async def main():
    d = Drain()
    ts = [asyncio.create_task(request(d, n), name=f"req{n}") for n in range(10)]
    await asyncio.sleep(0.01)
    async with asyncio.timeout(5):
        await d.idle.wait()
    await asyncio.gather(*ts)


asyncio.run(main())
