# ---
# description: wait_for cancels the object that it waits for.
# rule: scheduling/timeout
# features: [asyncio]
# ---

import asyncio


async def slow():
    try:
        await asyncio.sleep(10)
    finally:
        print("cancelled")


async def main():
    try:
        await asyncio.wait_for(slow(), 0.01)
    except asyncio.TimeoutError as error:
        print(type(error).__name__)
    print(await asyncio.wait_for(asyncio.sleep(0, "result"), 10))


asyncio.run(main())
