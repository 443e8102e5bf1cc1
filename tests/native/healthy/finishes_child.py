import asyncio


async def child():
    await asyncio.sleep(2)
    return "done"


async def parent():
    c = asyncio.create_task(child())
    cancelled = False
    while not c.done():
        try:
            await asyncio.shield(c)
        except asyncio.CancelledError:
            cancelled = True
    print(c.result())
    if cancelled:
        raise asyncio.CancelledError


async def main():
    p = asyncio.create_task(parent())
    await asyncio.sleep(0.05)
    p.cancel()
    print(await asyncio.gather(p, return_exceptions=True))
    async with asyncio.timeout(0.05):
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("in block")
            raise


try:
    asyncio.run(main())
except TimeoutError:
    print("time is up")
