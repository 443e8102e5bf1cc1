# ---
# description: A coroutine may yield only futures and None to a task.
# rule: scheduling/bad-yield
# features: [asyncio, types-coroutine, messages]
# ---

import asyncio
import types


@types.coroutine
def give(value):
    yield value


def generator():
    yield


async def main():
    for value in (None, 42, "s"):
        try:
            await give(value)
            print("taken")
        except RuntimeError as error:
            print(error)


asyncio.run(main())
