def coro():
    import asyncio
    async def c(n):
        await asyncio.sleep(0)
        return n
    async def main():
        a = await c(1)
        b = await asyncio.gather(c(1), c(2))
        async with asyncio.timeout(1):
            await c(3)
        return a
    asyncio.run(main())


def agen():
    import asyncio
    async def ag():
        for i in range(2):
            yield i
            await asyncio.sleep(0)
    async def main():
        async for x in ag():
            y = x
        z = [x async for x in ag()]
        return z
    asyncio.run(main())


for run in (coro, agen,):
    try:
        run()
    except Exception as error:
        print(type(error))
