"""A TaskGroup: tasks that begin together, and end together when one of them fails."""

import asyncio


async def fetch(name: str, delay: float, error: Exception | None = None) -> str:
    try:
        await asyncio.sleep(delay)
        if error is not None:
            raise error
        return name
    except asyncio.CancelledError:
        print(f"  {name} was cancelled, because another task failed")
        raise


async def all_is_well() -> None:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(name, 0.01)) for name in ("a", "b", "c")]
    # The block is left only when every task is done, so results are there.
    print("all is well:", [task.result() for task in tasks])


async def some_fail() -> None:
    print("some fail:")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("bad value", 0, ValueError("17")))
            group.create_task(fetch("bad key", 0, KeyError("colour")))
            group.create_task(fetch("slow one", 60))
    # The group raises all failures at once; each except* takes the part that is its own.
    except* ValueError as group_of_values:
        print("  ValueErrors:", [str(error) for error in group_of_values.exceptions])
    except* LookupError as group_of_keys:
        print("  LookupErrors:", [repr(error) for error in group_of_keys.exceptions])
    else:
        print("  not reached")
    finally:
        print("  done")


async def the_body_fails() -> None:
    print("the body fails:")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("companion", 60))
            await asyncio.sleep(0)
            raise RuntimeError("out of the body")
    except* RuntimeError as caught:
        print(" ", caught.exceptions)


async def nested() -> None:
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(fetch("outer task", 0.5, OSError("disk")))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(fetch("inner task", 0.02, TypeError("shape")))
    except* TypeError as caught:
        # The inner group's exception group is one of the outer group's exceptions.
        print("nested:", caught.exceptions[0].exceptions)


async def main() -> None:
    await all_is_well()
    await some_fail()
    await the_body_fails()
    await nested()


asyncio.run(main())
