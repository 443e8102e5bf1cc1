# ---
# description: A future wakes its waiters in the order in which they came.
# rule: scheduling/future
# features: [asyncio]
# ---

import asyncio


async def wait(name, future):
    try:
        print(name, await future)
    except KeyError as error:
        print(name, repr(error))


async def main():
    for finish in (lambda f: f.set_result("result"), lambda f: f.set_exception(KeyError("k"))):
        future = asyncio.get_running_loop().create_future()
        tasks = [asyncio.create_task(wait(n, future)) for n in range(3)]
        await asyncio.sleep(0)
        finish(future)
        print("finished")
        await asyncio.gather(*tasks)


asyncio.run(main())
