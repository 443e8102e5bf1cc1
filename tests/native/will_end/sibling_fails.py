import asyncio


async def forever(event):
    await event.wait()


async def fails():
    await asyncio.sleep(5)
    raise OSError("gone")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(forever(asyncio.Event()))
        group.create_task(fails())


asyncio.run(main())
