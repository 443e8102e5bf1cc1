import asyncio


async def work(n):
    await asyncio.sleep(0)
    total = 0
    for i in range(n):
        total += i
    return total


async def main():
    breakpoint()
    a = await work(3)
    b = [x async for x in agen()]
    return a, b


async def agen():
    yield 1
    await asyncio.sleep(0)
    yield 2


print(asyncio.run(main()))
