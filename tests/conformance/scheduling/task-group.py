# ---
# description: A failing child cancels the others; the failures come as a group.
# rule: scheduling/task-group
# features: [asyncio, task-group]
# min-python: 3.11
# ---

import asyncio


async def bad(n):
    await asyncio.sleep(0)
    raise ValueError(n)


async def slow():
    try:
        await asyncio.sleep(10)
    finally:
        print("slow ends")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(slow())
            group.create_task(bad(1))
            group.create_task(bad(2))
            await slow()
    except ExceptionGroup as error:
        print(repr(error))


asyncio.run(main())
