import asyncio


class Manager:
    async def __aenter__(self):
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *details):
        await asyncio.sleep(0)
        return True


async def ticks(n):
    try:
        while n:
            yield n
            n -= 1
            if n == 1:
                continue
            await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)


async def worker(queue):
    while True:
        item = await queue.get()
        if item is None:
            break
        try:
            if item % 2:
                raise ValueError(item)
        except ValueError as error:
            print("odd", error)
        finally:
            queue.task_done()


async def main():
    queue = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(worker(queue))
        for number in [1, 2, None]:
            await queue.put(number)
    async with Manager() as manager:
        raise KeyError(manager)
    async for tick in ticks(3):
        if tick == 2:
            continue
        print(tick)
    else:
        pass
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(1)
    except TimeoutError:
        pass
    sleeping = asyncio.create_task(asyncio.sleep(5))
    await asyncio.sleep(0)
    sleeping.cancel()
    try:
        await sleeping
    except asyncio.CancelledError:
        return task.done()


print(asyncio.run(main()))
