# ---
# description: Sleepers wake in the order of their deadlines.
# rule: scheduling/timers
# features: [asyncio]
# ---

import asyncio


async def work(seconds):
    await asyncio.sleep(seconds)
    print(seconds)


async def main():
    await asyncio.gather(work(0.09), work(0.03), work(0), work(0.06))


asyncio.run(main())
