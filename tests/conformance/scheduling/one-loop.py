# ---
# description: Objects of one loop cannot be awaited in another loop.
# rule: scheduling/one-loop
# features: [asyncio, messages]
# min-python: 3.10
# ---

import asyncio

event = asyncio.Event()


async def make():
    try:
        await asyncio.wait_for(event.wait(), 0.001)
    except asyncio.TimeoutError:
        print("bound")
    return asyncio.get_running_loop().create_future()


future = asyncio.run(make())


async def main():
    for wait in (lambda: future, event.wait):
        try:
            await wait()
        except RuntimeError as error:
            print("different" in str(error))


asyncio.run(main())
