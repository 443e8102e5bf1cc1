import asyncio


async def beat(event):
    while True:
        await asyncio.sleep(0.01)
        event.set()
        event.clear()


async def watch(event):
    while True:
        await event.wait()


async def main():
    event = asyncio.Event()
    await asyncio.gather(beat(event), watch(event))


asyncio.run(main())
