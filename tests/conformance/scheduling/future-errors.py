# ---
# description: Wrong uses of futures.
# rule: scheduling/future
# features: [asyncio, messages]
# ---

import asyncio


async def main():
    future = asyncio.get_running_loop().create_future()
    for use in (future.result, future.exception, lambda: future.set_exception(1)):
        try:
            use()
        except (asyncio.InvalidStateError, TypeError) as error:
            print(type(error).__name__, error)
    future.set_result(1)
    try:
        future.set_result(2)
    except asyncio.InvalidStateError as error:
        print(type(error).__name__, error)


asyncio.run(main())
