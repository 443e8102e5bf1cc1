import asyncio
async def consumer(cond, items):
    async with cond:
        await cond.wait()
        print(items.pop())
async def main():
    cond = asyncio.Condition(); items = []
    async with cond:
        items.append(1); cond.notify()
    t = asyncio.create_task(consumer(cond, items), name="consumer")
    await t
asyncio.run(main())
