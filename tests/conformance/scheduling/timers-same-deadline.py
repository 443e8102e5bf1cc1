# ---
# description: Timers with the same deadline come in the order of the heap.
# rule: scheduling/timers
# features: [asyncio]
# ---

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    when = loop.time() + 0.02
    for n in range(5):
        loop.call_at(when, print, n)
    await asyncio.sleep(0.06)


asyncio.run(main())
