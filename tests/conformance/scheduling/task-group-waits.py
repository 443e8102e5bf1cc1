# ---
# description: A task group waits for its children, and those that they add.
# rule: scheduling/task-group
# features: [asyncio, task-group]
# min-python: 3.11
# ---

import asyncio


async def child(group, n):
    print("child", n)
    if n:
        group.create_task(child(group, n - 1))
    await asyncio.sleep(0)
    return n


async def main():
    async with asyncio.TaskGroup() as group:
        task = group.create_task(child(group, 2))
        print("body ends")
    print(task.result())


asyncio.run(main())
