# ---
# description: The order of the ready queue.
# rule: scheduling/ready-queue
# features: [asyncio]
# ---

import asyncio


async def work(name):
    for n in range(3):
        print(name, n)
        await asyncio.sleep(0)


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(print, "soon")
    task = asyncio.create_task(work("task"))
    loop.call_soon(print, "soon too")
    await work("main")
    await task


asyncio.run(main())
