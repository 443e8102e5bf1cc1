import asyncio
async def ok(n):
    await asyncio.sleep(0.01*n)
async def wait_config(ev):
    await ev.wait()
async def start(ev):
    async with asyncio.TaskGroup() as tg:
        for i in range(5):
            tg.create_task(ok(i), name=f"ok-{i}")
        tg.create_task(wait_config(ev), name="config")
async def heartbeat():
    while True:
        await asyncio.sleep(0.05)
async def main():
    ev = asyncio.Event()
    hb = asyncio.create_task(heartbeat(), name="heartbeat")
    await start(ev)
    hb.cancel()
asyncio.run(main())
