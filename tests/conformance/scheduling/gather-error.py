# ---
# description: The first exception is raised, the others go on.
# rule: scheduling/gather
# features: [asyncio]
# ---

import asyncio


async def bad(n):
    await asyncio.sleep(0.1 * n)
    raise KeyError(n)


async def good():
    await asyncio.sleep(0.4)
    print("good ends")


async def main():
    task = asyncio.create_task(good())
    try:
        await asyncio.gather(task, bad(1), bad(2))
    except KeyError as error:
        print(repr(error), task.done())
    await task
    print(await asyncio.gather(bad(0), good(), return_exceptions=True))


asyncio.run(main())
