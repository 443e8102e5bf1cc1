"""A pipeline of async generators: each stage pulls values from the one before it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

LOG = """\
2024-05-01 info started
2024-05-01 error disk full
not a log line
2024-05-02 info retried
2024-05-02 error network down
2024-05-03 error disk full
"""


async def lines(text: str) -> AsyncIterator[str]:
    """Stage 1: a source. Both `await` and `yield` suspend it, to different places: the loop, and the consumer."""
    try:
        for line in text.splitlines():
            await asyncio.sleep(0)  # stands for reading from a slow place
            yield line
    finally:
        print("source closed")


async def parsed(source: AsyncIterator[str]) -> AsyncIterator[tuple[str, str, str]]:
    """Stage 2: values that make no sense are dropped."""
    async for line in source:
        match line.split(" ", 2):
            case [day, ("info" | "error") as level, message]:
                yield day, level, message
            case _:
                print("skipped:", line)


async def numbered(source: AsyncIterator, start: int = 1) -> AsyncIterator:
    """Stage 3: an async generator can do what `enumerate` does."""
    number = start
    async for item in source:
        yield number, item
        number += 1


async def running_mean() -> AsyncIterator[float]:
    """An async generator that is fed with `asend`: each value goes in where the last result came out."""
    total, count, mean = 0.0, 0, 0.0
    while True:
        total += yield mean
        count += 1
        mean = total / count


async def main() -> None:
    async for number, (day, level, message) in numbered(parsed(lines(LOG))):
        print(number, day, level, message)

    # An async comprehension, with an await in its condition.
    async def is_error(record: tuple[str, str, str]) -> bool:
        await asyncio.sleep(0)
        return record[1] == "error"

    errors = [message async for day, level, message in parsed(lines(LOG)) if await is_error((day, level, message))]
    print("errors:", errors)

    # Whoever stops early should close the generator; `aclosing` does it at the end of the block.
    async with aclosing(lines(LOG)) as source:
        async for line in source:
            print("first line:", line)
            break

    mean = running_mean()
    await anext(mean)  # run it to its first yield
    print("means:", [await mean.asend(value) for value in (10, 20, 60)])
    await mean.aclose()


asyncio.run(main())
