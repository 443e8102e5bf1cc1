"""A condition whose producer is idle after two items."""

import asyncio


async def consumer(cond, items):
    while True:
        async with cond:
            while not items:
                await cond.wait()
            item = items.pop(0)
        if item is None:
            return
        await asyncio.sleep(0.05)  # handles it


async def main():
    cond, items = asyncio.Condition(), []
    task = asyncio.create_task(consumer(cond, items), name="consumer")
    for item in (1, 2):
        await asyncio.sleep(0.01)
        async with cond:
            items.append(item)
            cond.notify()
    await asyncio.sleep(6)
    async with cond:
        items.append(None)
        cond.notify()
    await task
    print("ok")


asyncio.run(main())
