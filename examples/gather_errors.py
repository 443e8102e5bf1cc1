"""Waiting for many things at once when some of them fail: gather, wait and as_completed."""

import asyncio


async def divide(a: int, b: int) -> float:
    await asyncio.sleep(0.05 * b)
    return a / b


async def main() -> None:
    # 1. By default gather passes on the first exception; the other awaitables keep running.
    slow = asyncio.create_task(divide(1, 4))
    try:
        await asyncio.gather(divide(1, 2), divide(1, 0), slow)
    except ZeroDivisionError as error:
        print("first failure:", error, "| the others still run:", not slow.done())
    print("and finish:", await slow)

    # 2. With return_exceptions, failures are results like others.
    for outcome in await asyncio.gather(divide(1, 2), divide(1, 0), divide(3, 1), return_exceptions=True):
        match outcome:
            case Exception():
                print("failed:", repr(outcome))
            case value:
                print("value:", value)

    # 3. wait() hands back two sets of tasks, and raises nothing.
    tasks = {asyncio.create_task(divide(1, n), name=f"1/{n}") for n in (0, 1, 5)}
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print("done:", sorted(task.get_name() for task in done), "pending:", sorted(task.get_name() for task in pending))
    for task in pending:
        task.cancel()
    await asyncio.wait(pending)
    print("exceptions:", [repr(task.exception()) for task in done])

    # 4. as_completed gives them in the order in which they finish.
    for next_one in asyncio.as_completed([divide(6, 3), divide(6, 1), divide(6, 2)]):
        print("next:", await next_one)


asyncio.run(main())
