"""Async context managers: as a class, with contextlib, and several in a stack."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager


class Connection:
    """`async with` awaits `__aenter__` before the block, and `__aexit__` after it, whatever happened inside."""

    def __init__(self, name: str):
        self.name = name

    async def __aenter__(self) -> "Connection":
        await asyncio.sleep(0)
        print(f"{self.name}: open")
        return self

    async def __aexit__(self, kind, error, traceback) -> bool:
        await asyncio.sleep(0)
        print(f"{self.name}: closed", f"after {kind.__name__}: {error}" if kind else "in peace")
        return kind is ConnectionError  # true: the exception ends here


@asynccontextmanager
async def transaction(connection: Connection):
    """The same as an async generator: what stands before `yield` enters, what stands after it leaves."""
    print(f"{connection.name}: begin")
    try:
        yield f"transaction on {connection.name}"
    except Exception as error:
        print(f"{connection.name}: rollback, because of {error!r}")
        raise
    else:
        print(f"{connection.name}: commit")


async def main() -> None:
    async with Connection("first") as connection, transaction(connection) as current:
        print("inside a", current)

    async with Connection("second"):
        raise ConnectionError("the line is dead")
    print("a ConnectionError was swallowed by __aexit__")

    try:
        async with Connection("third") as connection, transaction(connection):
            raise ValueError("nonsense")
    except ValueError as error:
        print("a ValueError came through:", error)

    async with AsyncExitStack() as stack:  # when the number of managers is known only at run time
        names = [(await stack.enter_async_context(Connection(f"pool {i}"))).name for i in range(3)]
        stack.push_async_callback(asyncio.sleep, 0)
        print("opened", names)


asyncio.run(main())
