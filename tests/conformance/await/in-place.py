# ---
# description: Awaits run in sequence, each at its place.
# rule: await/in-place
# features: [coroutine, asyncio]
# ---

import asyncio


async def work(name):
    print("begin", name)
    await asyncio.sleep(0)
    print("end", name)


async def main():
    a, b = work("a"), work("b")
    await b
    await a


asyncio.run(main())
