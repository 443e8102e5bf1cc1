"""A worker says task_done before the work is done: join comes too early."""

import asyncio


async def worker(queue, done):
    while True:
        item = await queue.get()
        queue.task_done()
        await asyncio.sleep(0)
        done.append(item)


async def worker_well(queue, done):
    while True:
        item = await queue.get()
        await asyncio.sleep(0)
        done.append(item)
        queue.task_done()


async def run(work):
    queue, done = asyncio.Queue(), []
    queue.put_nowait(1)
    queue.put_nowait(2)
    task = asyncio.create_task(work(queue, done))
    await queue.join()
    task.cancel()
    await asyncio.wait([task])
    assert done == [1, 2], f"{done} of [1, 2]"


async def bug():
    await run(worker)


async def repair():
    await run(worker_well)
