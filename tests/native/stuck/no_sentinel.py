"""A group whose consumer waits for a sentinel that a failing branch of the producer does not send."""
import asyncio
from contextlib import suppress


class Source:
    def __init__(self, rows):
        self.rows = rows

    async def read(self):
        for row in self.rows:
            await asyncio.sleep(0.001)
            if row < 0:
                raise ValueError(row)
            yield row


async def produce(source, queue):
    with suppress(ValueError):
        async for row in source.read():
            await queue.put(row)
        await queue.put(None)               # mistake: not sent when a row is bad


async def consume(queue, out):
    while (row := await queue.get()) is not None:
        out.append(row)


async def main():
    queue = asyncio.Queue()
    out = []
    async with asyncio.TaskGroup() as group:
        group.create_task(produce(Source([1, 2, -1, 3]), queue), name="produce")
        group.create_task(consume(queue, out), name="consume")
    print(out)


asyncio.run(main())
