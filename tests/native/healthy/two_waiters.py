"""Two tasks wait for one condition; a notification wakes one of them."""

import asyncio


async def waiter(cond, name, items):
    async with cond:
        while not items:
            await cond.wait()
        items.pop()
    return name


async def main():
    cond, items = asyncio.Condition(), []
    async with cond:
        cond.notify()  # nobody waits: harmless
    a = asyncio.create_task(waiter(cond, "a", items), name="a")
    b = asyncio.create_task(waiter(cond, "b", items), name="b")
    await asyncio.sleep(0.05)
    async with cond:
        items.append(1)
        cond.notify()  # wakes a
    print(await a)
    await asyncio.sleep(5)  # b waits for its own item, which comes now
    async with cond:
        items.append(1)
        cond.notify()
    print(await b)


asyncio.run(main())
