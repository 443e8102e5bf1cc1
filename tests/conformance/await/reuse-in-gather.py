# ---
# description: gather runs the same coroutine once for both arguments.
# rule: await/reuse
# features: [coroutine, asyncio]
# ---

import asyncio


async def f():
    print("runs")
    return 1


async def main():
    c = f()
    print(await asyncio.gather(c, c))


asyncio.run(main())
