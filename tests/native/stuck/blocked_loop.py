import asyncio
import time


async def handler():
    await asyncio.sleep(0.01)
    time.sleep(30)


async def heartbeat():
    while True:
        await asyncio.sleep(0.01)


async def main():
    await asyncio.gather(handler(), heartbeat())


asyncio.run(main())
