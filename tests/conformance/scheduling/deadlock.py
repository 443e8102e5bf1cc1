# ---
# description: Two tasks that hold what the other waits for wait until somebody cancels them.
# rule: scheduling/deadlock
# features: [asyncio]
# ---

import asyncio


async def both(name, first, second):
    async with first:
        print(name, "has the first")
        await asyncio.sleep(0)
        try:
            async with second:
                print("never")
        except asyncio.CancelledError:
            print(name, "gives up")
            raise


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    tasks = [asyncio.create_task(both("x", a, b)), asyncio.create_task(both("y", b, a))]
    done, waiting = await asyncio.wait(tasks, timeout=0.02)
    print(len(done), len(waiting))
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    print(a.locked(), b.locked())


asyncio.run(main())
