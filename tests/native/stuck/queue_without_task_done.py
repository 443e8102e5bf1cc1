import asyncio


async def worker(queue):
    for _ in range(3):
        item = await queue.get()
        if item == "bad":
            continue
        queue.task_done()


async def main():
    queue = asyncio.Queue()
    for item in ("good", "bad", "good"):
        queue.put_nowait(item)
    asyncio.create_task(worker(queue), name="worker")
    await queue.join()


asyncio.run(main())
