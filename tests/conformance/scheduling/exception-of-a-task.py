# ---
# description: An exception ends the task and is raised at each await of it.
# rule: scheduling/future
# features: [asyncio]
# ---

import asyncio


async def bad():
    raise KeyError("k")


async def main():
    task = asyncio.create_task(bad())
    await asyncio.wait([task])
    for _ in range(2):
        try:
            await task
        except KeyError as error:
            print(repr(error), error is task.exception())


asyncio.run(main())
