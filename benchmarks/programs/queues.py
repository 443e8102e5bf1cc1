"""Producers and consumers around bounded queues."""

import asyncio

GROUP = "asyncio"


async def produce(queue, count):
    for number in range(count):
        await queue.put(number)
    await queue.put(None)


async def transform(source, target):
    while (number := await source.get()) is not None:
        await target.put(number * 2)
    await target.put(None)


async def consume(queue):
    total = 0
    while (number := await queue.get()) is not None:
        total += number
    return total


async def main(count):
    first, second = asyncio.Queue(8), asyncio.Queue(8)
    results = await asyncio.gather(produce(first, count), transform(first, second), consume(second))
    return results[-1]


def bench(n):
    return asyncio.run(main(n))
