# ---
# description: A task cancelled before its first step never runs.
# rule: scheduling/cancellation
# features: [asyncio]
# ---

import asyncio


async def work():
    print("never")


async def main():
    task = asyncio.create_task(work())
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))


asyncio.run(main())
