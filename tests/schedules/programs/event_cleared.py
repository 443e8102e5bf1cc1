"""An event is cleared after the work: what was set meanwhile is lost."""

import asyncio


async def consumer(event, items, taken):
    while len(taken) < 2:
        await event.wait()
        while items:
            taken.append(items.pop())
        await asyncio.sleep(0)
        event.clear()


async def consumer_well(event, items, taken):
    while len(taken) < 2:
        await event.wait()
        event.clear()
        while items:
            taken.append(items.pop())
        await asyncio.sleep(0)


async def producer(event, items):
    for number in range(2):
        items.append(number)
        event.set()
        await asyncio.sleep(0)


async def run(work):
    event, items = asyncio.Event(), []
    await asyncio.gather(work(event, items, []), producer(event, items))


async def bug():
    await run(consumer)


async def repair():
    await run(consumer_well)
