import asyncio


async def child(n, crash):
    await asyncio.sleep(0.01)
    if crash:
        raise RuntimeError("crash")
    await asyncio.sleep(0.02)


async def supervise(n):
    for attempt in range(30):
        try:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(child(n, attempt % 2), name=f"child{n}")
                tg.create_task(child(n, False), name=f"side{n}")
        except* RuntimeError:
            pass


async def main():
    await asyncio.gather(supervise(1), supervise(2))


asyncio.run(main())
