# ---
# description: Cancelling a task that awaits a task cancels the inner one.
# rule: scheduling/cancellation
# features: [asyncio]
# ---

import asyncio


async def inner():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("inner")
        raise


async def outer():
    try:
        await asyncio.create_task(inner())
    except asyncio.CancelledError:
        print("outer")
        raise


async def main():
    task = asyncio.create_task(outer())
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())


asyncio.run(main())
