import asyncio


async def upload(lock, state):
    async with lock:
        while state["percent"] < 100:
            await asyncio.sleep(0.02)


async def progress(state):
    for percent in range(101):
        state["percent"] = percent
        await asyncio.sleep(0.02)


async def second(lock):
    await asyncio.sleep(0.2)
    async with lock:
        return "done"


async def main():
    lock, state = asyncio.Lock(), {"percent": 0}
    await asyncio.gather(upload(lock, state), progress(state), second(lock))


asyncio.run(main())
