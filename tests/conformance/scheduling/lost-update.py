# ---
# description: Read, await, write: the updates of others are lost.
# rule: evaluation/augmented
# features: [asyncio]
# ---

import asyncio

n = 0


async def add():
    global n
    n += await asyncio.sleep(0, 1)


async def main():
    await asyncio.gather(*[add() for _ in range(10)])
    print(n)


asyncio.run(main())
