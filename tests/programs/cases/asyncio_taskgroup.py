"""Task groups, queues, locks and context variables."""

import asyncio
import contextvars

who = contextvars.ContextVar("who", default="nobody")


async def producer(queue, n):
    for i in range(n):
        await queue.put(i)
        print("put", i)
    await queue.put(None)


async def consumer(queue):
    found = []
    while (item := await queue.get()) is not None:
        found.append(item)
        queue.task_done()
    return found


async def named(name, lock):
    who.set(name)
    async with lock:
        await asyncio.sleep(0)
        print(who.get())


async def failing():
    await asyncio.sleep(0)
    raise OSError("down")


async def main():
    queue = asyncio.Queue(1)
    async with asyncio.TaskGroup() as group:
        group.create_task(producer(queue, 3))
        result = group.create_task(consumer(queue))
    print(result.result())
    lock = asyncio.Lock()
    await asyncio.gather(*[named(n, lock) for n in "xyz"])
    print(who.get())
    event = asyncio.Event()
    waiter = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    event.set()
    print(await waiter)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(failing())
            group.create_task(asyncio.sleep(10))
    except* OSError as group_error:
        print(repr(group_error))
    return [x async for x in ticker(3) if x]


async def ticker(n):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    finally:
        print("ticker closed")


print(asyncio.run(main()))
