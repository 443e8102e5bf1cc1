import asyncio


async def step():
    try:
        await asyncio.sleep(10)
    finally:
        return 1


async def work():
    while True:
        await step()


async def main():
    worker = asyncio.create_task(work(), name="worker")
    await asyncio.sleep(0.05)
    worker.cancel()
    await worker


asyncio.run(main())
