import asyncio

lock = asyncio.Lock()


async def hold():
    async with lock:
        await asyncio.Event().wait()


async def watchdog(task):
    await asyncio.sleep(10)
    task.cancel()


async def main():
    holding = asyncio.create_task(hold())
    await asyncio.sleep(0)
    watching = asyncio.create_task(watchdog(holding))
    async with lock:
        print("mine")
    await watching


asyncio.run(main())
