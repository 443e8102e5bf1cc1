import asyncio
a = asyncio.Lock(); b = asyncio.Lock()
async def move(x, y):
    await x.acquire()
    try:
        await asyncio.sleep(0.01)
        await y.acquire()
        y.release()
    finally:
        x.release()
async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(move(a, b), name="left"); tg.create_task(move(b, a), name="right")
asyncio.run(main())
