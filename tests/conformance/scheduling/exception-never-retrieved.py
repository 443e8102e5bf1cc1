# ---
# description: An exception that was never retrieved is reported to the loop when its task is freed.
# rule: scheduling/exception-never-retrieved
# features: [asyncio, finalisation]
# ---

import asyncio


async def bad(kind):
    raise kind("lost")


def handler(loop, told):
    print(told["message"], repr(told["exception"]))


async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    asyncio.create_task(bad(ValueError))
    kept = asyncio.create_task(bad(KeyError))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("goes on", repr(kept.exception()))
    del kept
    future = asyncio.get_running_loop().create_future()
    future.set_exception(OSError("set"))
    del future
    print("end")


asyncio.run(main())
