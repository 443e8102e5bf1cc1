"""main waits in join() while a worker works, and while handlers that a dispatcher has started do."""

import asyncio


async def worker(queue):
    while True:
        await queue.get()
        await asyncio.sleep(0.4)
        queue.task_done()


async def handle(queue):
    await asyncio.sleep(0.7)
    queue.task_done()


async def dispatch(queue, handlers):
    while True:
        await queue.get()
        handlers.append(asyncio.create_task(handle(queue)))


async def main():
    first, second, handlers = asyncio.Queue(), asyncio.Queue(), []
    tasks = [asyncio.create_task(worker(first)), asyncio.create_task(dispatch(second, handlers))]
    for n in range(9):
        first.put_nowait(n)
        second.put_nowait(n)
    await asyncio.gather(first.join(), second.join())
    for task in tasks:
        task.cancel()


asyncio.run(main())
