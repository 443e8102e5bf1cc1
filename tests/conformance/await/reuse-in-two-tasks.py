# ---
# description: Two tasks over one coroutine: the second takes over the rest.
# rule: await/reuse
# features: [coroutine, asyncio]
# ---

import asyncio


async def f():
    for n in range(3):
        print(n)
        await asyncio.sleep(0)


async def main():
    c = f()
    tasks = [asyncio.create_task(c), asyncio.create_task(c)]
    print(await asyncio.gather(*tasks, return_exceptions=True))


asyncio.run(main())
