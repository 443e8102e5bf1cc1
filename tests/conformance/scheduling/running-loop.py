# ---
# description: There is a running loop inside of asyncio.run only, and no second one in it.
# rule: scheduling/running-loop
# features: [asyncio, messages]
# ---

import asyncio


async def nothing():
    pass


async def main():
    inner = nothing()
    try:
        asyncio.run(inner)
    except RuntimeError as error:
        print(error)
    inner.close()
    return asyncio.get_running_loop()


def try_it(use):
    try:
        use()
    except RuntimeError as error:
        print(error)


try_it(asyncio.get_running_loop)
loop = asyncio.run(main())
print(loop.is_running(), loop.is_closed())
try_it(lambda: loop.call_soon(print))
try_it(loop.run_forever)
