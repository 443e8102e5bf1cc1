import asyncio


async def poll(changes):
    while True:
        try:
            await changes.get()
        except asyncio.CancelledError:
            print("interrupted, going on")


async def main():
    task = asyncio.create_task(poll(asyncio.Queue()))
    await asyncio.sleep(0.01)
    task.cancel()
    await task


asyncio.run(main())
