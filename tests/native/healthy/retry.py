import asyncio


class Remote:
    def __init__(self):
        self.calls = 0
        self.lock = asyncio.Lock()

    async def fetch(self):
        self.calls += 1
        async with self.lock:
            await asyncio.sleep(0.5 if self.calls % 3 else 0.001)
            return "value"


async def retry(remote, attempts):
    for attempt in range(attempts):
        try:
            async with asyncio.timeout(0.02):
                return await remote.fetch()
        except TimeoutError:
            await asyncio.sleep(0.01 * attempt)
    raise ConnectionError


async def main(n):
    remote = Remote()
    for _ in range(n):
        print(await retry(remote, 4), end=" ", flush=True)
    print()


asyncio.run(main(500))
