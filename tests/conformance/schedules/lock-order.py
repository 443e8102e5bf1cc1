# ---
# description: Two tasks that take two locks in the same order both end.
# rule: schedules/lock-order
# features: [asyncio]
# ---

import asyncio

async def both(first, second):
    async with first:
        await asyncio.sleep(0)
        async with second:
            await asyncio.sleep(0)

async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(both(a, b), both(a, b))
    print("done")

asyncio.run(main())
