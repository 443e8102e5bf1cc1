"""``cr_await`` of a coroutine of the library is the program's coroutine that it awaits: the chain of awaits has no gap."""

import asyncio
import contextlib


def chain(o):
    found = []
    while hasattr(o, "cr_await"):
        found.append(o.__qualname__)
        o = o.cr_await
    return found, type(o).__name__


async def waiting():
    await asyncio.sleep(3)


@contextlib.asynccontextmanager
async def manager():
    yield
    await waiting()


async def using():
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(manager())


async def main():
    for awaitable in asyncio.wait_for(waiting(), 5), using():
        task = asyncio.create_task(awaitable)
        for _ in range(3):
            await asyncio.sleep(0)
        print(chain(task.get_coro()))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        print(chain(task.get_coro()))


asyncio.run(main())
