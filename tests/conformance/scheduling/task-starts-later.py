# ---
# description: create_task runs nothing at once.
# rule: scheduling/task-starts-later
# features: [asyncio]
# ---

import asyncio


async def work(n):
    print("work", n)


async def main():
    tasks = [asyncio.create_task(work(n)) for n in range(3)]
    print("created")
    await work("direct")
    await tasks[-1]


asyncio.run(main())
