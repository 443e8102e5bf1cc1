# ---
# description: An exception that leaves a callback goes to the handler of the loop, and the loop goes on.
# rule: scheduling/exception-handler
# features: [asyncio]
# ---

import asyncio


def fail(kind):
    raise kind("in a callback")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, told: print("handler:", repr(told["exception"])))
    loop.call_soon(fail, ZeroDivisionError)
    loop.call_later(0.001, fail, KeyError)
    future = loop.create_future()
    future.add_done_callback(lambda future: fail(OSError))
    future.set_result("result")
    print(await future)
    await asyncio.sleep(0.01)
    print("goes on")


asyncio.run(main())
