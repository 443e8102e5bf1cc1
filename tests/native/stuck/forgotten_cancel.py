import asyncio


async def worker(queue):
    while True:
        print(await queue.get())
        queue.task_done()


async def main():
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    queue.put_nowait("item")
    await queue.join()
    await asyncio.gather(*workers)


asyncio.run(main())
