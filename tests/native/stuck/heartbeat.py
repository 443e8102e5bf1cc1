import asyncio
async def heartbeat():
    while True: await asyncio.sleep(0.05)
async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(heartbeat(), name="heartbeat")
        await asyncio.sleep(0.02)
asyncio.run(main())
