# ---
# description: A coroutine that swallows CancelledError goes on.
# rule: scheduling/cancellation
# features: [asyncio]
# min-python: 3.11
# ---

import asyncio


async def work():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("swallowed")
    await asyncio.sleep(0)
    return "went on"


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    print(await task, task.cancelled(), task.cancelling())


asyncio.run(main())
