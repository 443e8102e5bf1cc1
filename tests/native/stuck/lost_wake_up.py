import asyncio


async def consumer(ready):
    await asyncio.sleep(0.05)
    await ready.wait()


async def producer(ready):
    ready.set()
    ready.clear()


async def main():
    ready = asyncio.Event()
    await asyncio.gather(consumer(ready), producer(ready))


asyncio.run(main())
