import asyncio

class Downloader:
    def __init__(self):
        self.limit = asyncio.Semaphore(2)
        self.resumed = asyncio.Event()

    async def fetch(self, url):
        async with self.limit:
            await asyncio.sleep(0.01)
            if url.endswith(("1", "2")):
                await self.resumed.wait()  # BUG: nobody sets it
            return url

async def ticker():
    while True:
        await asyncio.sleep(0.05)

async def main():
    d = Downloader()
    tick = asyncio.create_task(ticker(), name="ticker")
    print(await asyncio.gather(*(d.fetch(f"u{n}") for n in range(6))))

asyncio.run(main())
