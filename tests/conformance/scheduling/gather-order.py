# ---
# description: gather returns results in the order of its arguments.
# rule: scheduling/gather
# features: [asyncio]
# ---

import asyncio


async def work(n):
    await asyncio.sleep(0.02 * (3 - n))
    print("ends", n)
    return n


async def main():
    print(await asyncio.gather(*[work(n) for n in range(3)]))
    print(await asyncio.gather())


asyncio.run(main())
