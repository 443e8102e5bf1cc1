"""Wait, clear, and take all items; the producer is idle after two of them."""

import asyncio


async def consumer(wake, items, done):
    while True:
        await wake.wait()
        wake.clear()
        while items:
            item = items.pop(0)
            if item is None:
                return
            await asyncio.sleep(0.03)
            done.append(item)


async def main():
    wake, items, done = asyncio.Event(), [], []
    task = asyncio.create_task(consumer(wake, items, done), name="consumer")
    for item in (1, 2):
        await asyncio.sleep(0.01)
        items.append(item)
        wake.set()
    await asyncio.sleep(6)
    items.append(None)
    wake.set()
    await task
    print(done)


asyncio.run(main())
