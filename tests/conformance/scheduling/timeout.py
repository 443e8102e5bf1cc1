# ---
# description: timeout turns its own cancellation into TimeoutError.
# rule: scheduling/timeout
# features: [asyncio, timeout]
# min-python: 3.11
# ---

import asyncio


async def main():
    try:
        async with asyncio.timeout(0.01) as scope:
            await asyncio.sleep(10)
    except TimeoutError as error:
        print(repr(error), repr(error.__cause__), scope.expired())
    async with asyncio.timeout(10) as scope:
        await asyncio.sleep(0)
    print(scope.expired())
    try:
        async with asyncio.timeout(10):
            raise KeyError("other")
    except KeyError as error:
        print(repr(error))


asyncio.run(main())
