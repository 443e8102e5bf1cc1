"""`asyncio.gather` of 10,000 tasks, each of which sleeps once."""

import asyncio

GROUP = "asyncio"
TASKS = 10_000


async def work(number):
    await asyncio.sleep(0)
    return number


async def main(count):
    total = 0
    for _ in range(count):
        total += sum(await asyncio.gather(*[work(number) for number in range(TASKS)]))
    return total


def bench(n):
    return asyncio.run(main(n))
