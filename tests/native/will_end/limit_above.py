import asyncio


async def forever(event):
    await event.wait()


async def main():
    async with asyncio.timeout(5):
        await asyncio.gather(forever(asyncio.Event()), forever(asyncio.Event()))


asyncio.run(main())
