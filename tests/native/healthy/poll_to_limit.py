"""A poller with a limit; the program waits for its end after the start."""

import asyncio


async def poller(seen):
    while len(seen) < 500:
        await asyncio.sleep(0.01)
        seen.append(1)


async def start_up():
    await asyncio.sleep(0.2)


async def main():
    seen = []
    task = asyncio.create_task(poller(seen), name="poller")
    await start_up()
    await task
    print(len(seen))


asyncio.run(main())
