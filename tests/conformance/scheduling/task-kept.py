# ---
# description: A task without references, waiting for an object to which only the task refers, is collected.
# rule: scheduling/task-kept
# features: [asyncio, finalisation]
# ---

import asyncio
import gc


async def waiter(name, future):
    try:
        await future
    finally:
        print(name, "ends")


def start(name):
    return asyncio.create_task(waiter(name, asyncio.get_running_loop().create_future()))


async def main():
    asyncio.get_running_loop().set_exception_handler(lambda loop, told: print(told["message"]))
    kept = start("kept")
    start("lost")
    await asyncio.sleep(0)
    gc.collect()
    print("collected")
    kept.cancel()
    await asyncio.wait([kept])


gc.disable()  # a collection of its own, in between, would change the order
asyncio.run(main())
