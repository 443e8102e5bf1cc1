# ---
# description: Awaiting a finished future goes on at once.
# rule: scheduling/future
# features: [asyncio]
# ---

import asyncio


async def main():
    future = asyncio.get_running_loop().create_future()
    future.set_result("result")
    asyncio.get_running_loop().call_soon(print, "other")
    print(await future)
    print("no turn in between")


asyncio.run(main())
