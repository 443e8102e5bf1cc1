import asyncio
async def publisher(ready):
    for n in range(3):
        await asyncio.sleep(0.01)
        ready.set()
        ready.clear()
async def subscriber(ready, slow):
    for n in range(3):
        await ready.wait()
        await asyncio.sleep(0.015 if slow else 0)
    print("got all")
async def main():
    ready = asyncio.Event()
    async with asyncio.TaskGroup() as tg:
        tg.create_task(subscriber(ready, True), name="slow")
        tg.create_task(subscriber(ready, False), name="quick")
        tg.create_task(publisher(ready), name="pub")
asyncio.run(main())
