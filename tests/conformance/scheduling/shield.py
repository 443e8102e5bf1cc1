# ---
# description: shield protects the inner task from the cancellation of the outer.
# rule: scheduling/cancellation
# features: [asyncio]
# ---

import asyncio


async def inner():
    await asyncio.sleep(0.02)
    print("inner ends")


async def outer(task):
    await asyncio.shield(task)


async def main():
    task = asyncio.create_task(inner())
    waiter = asyncio.create_task(outer(task))
    await asyncio.sleep(0)
    waiter.cancel()
    await asyncio.wait([waiter])
    print(waiter.cancelled(), task.done())
    await task


asyncio.run(main())
