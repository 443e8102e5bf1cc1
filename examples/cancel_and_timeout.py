"""Cancellation and timeouts: an exception that arrives at the suspension point."""

import asyncio


async def patient(name: str) -> str:
    try:
        print(f"{name}: waiting")
        await asyncio.sleep(60)
        return f"{name}: slept well"
    except asyncio.CancelledError:
        # One may clean up here, also with await, but should let the exception go on.
        await asyncio.sleep(0)
        print(f"{name}: cancelled, cleaning up")
        raise


async def cancelled_by_hand() -> None:
    task = asyncio.create_task(patient("by hand"))
    await asyncio.sleep(0)  # let it run up to its first suspension
    task.cancel("not needed any more")
    try:
        await task
    except asyncio.CancelledError:
        print("the task is cancelled:", task.cancelled())


async def with_a_deadline() -> None:
    try:
        async with asyncio.timeout(0.02) as deadline:
            await patient("timeout()")
    except TimeoutError:
        # Inside the block this was a CancelledError; leaving the block turned it into TimeoutError.
        print("too late:", deadline.expired())

    try:
        await asyncio.wait_for(patient("wait_for"), timeout=0.02)
    except TimeoutError as error:
        print("too late again:", type(error.__cause__).__name__)


async def shielded() -> None:
    """A shield takes the cancellation instead of the work behind it."""

    async def precious() -> str:
        await asyncio.sleep(0.2)
        return "finished all the same"

    work = asyncio.create_task(precious())
    try:
        async with asyncio.timeout(0.01):
            await asyncio.shield(work)
    except TimeoutError:
        print("the waiting ended, the work did not:", not work.done())
    print(await work)


async def stubborn() -> None:
    """A task that swallows a cancellation goes on; `cancelling` and `uncancel` keep the count."""
    me = asyncio.current_task()
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("requests to cancel:", me.cancelling(), "left:", me.uncancel())


async def main() -> None:
    await cancelled_by_hand()
    await with_a_deadline()
    await shielded()
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    await task
    print("the stubborn one was cancelled:", task.cancelled())


asyncio.run(main())
