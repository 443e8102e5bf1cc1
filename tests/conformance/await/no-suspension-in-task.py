# ---
# description: Tasks whose awaits do not suspend run one after the other.
# rule: await/no-suspension
# features: [coroutine, asyncio]
# ---

import asyncio


async def inner():
    pass


async def work(name):
    for n in range(3):
        await inner()
        print(name, n)


async def main():
    await asyncio.gather(work("a"), work("b"))


asyncio.run(main())
