# ---
# description: A cancelled task cleans up, and is cancelled.
# rule: schedules/cancelled-anywhere
# features: [asyncio]
# ---

import asyncio

async def work():
    try:
        await asyncio.sleep(3600)
    finally:
        print("cleaned up")

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())
