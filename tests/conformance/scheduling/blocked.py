# ---
# description: A step is not interrupted: neither by a task that is ready nor by a timer that is due.
# rule: scheduling/blocked
# features: [asyncio]
# ---

import asyncio
import time


async def other():
    print("other")


async def step():
    time.sleep(0.01)
    print("still the first step")


async def main():
    asyncio.get_running_loop().call_later(0.001, print, "timer")
    task = asyncio.create_task(other())
    await step()
    await task
    await asyncio.sleep(0.02)


asyncio.run(main())
