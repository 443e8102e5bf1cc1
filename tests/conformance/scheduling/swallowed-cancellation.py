# ---
# description: A task that returns in spite of a request to cancel has a result, and the request is still counted.
# rule: scheduling/swallowed-cancellation
# features: [asyncio]
# min-python: 3.11
# ---

import asyncio


async def work(take_back):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        if take_back:
            asyncio.current_task().uncancel()
    return "result"


async def main():
    for take_back in (False, True):
        task = asyncio.create_task(work(take_back))
        await asyncio.sleep(0)
        print(task.cancel(), task.cancelling())
        print(await task, task.cancelled(), task.cancelling())


asyncio.run(main())
