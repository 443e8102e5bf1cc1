# ---
# description: An eager task runs its first step where it is created.
# rule: scheduling/eager-task
# features: [asyncio, eager-tasks]
# min-python: 3.12
# ---

import asyncio


async def quick():
    print("quick")
    return "result"


async def slow():
    print("slow begins")
    await asyncio.sleep(0)
    print("slow ends")


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    one, two = asyncio.create_task(quick()), asyncio.create_task(slow())
    print("created", one.done(), two.done())
    await two


asyncio.run(main())
