"""Async generators feeding each other, driven without an event loop."""

GROUP = "resumption"


async def numbers(limit):
    for number in range(limit):
        yield number


async def doubled(source):
    async for number in source:
        yield number * 2


async def main(count):
    total = 0
    async for number in doubled(numbers(count)):
        total += number
    return total


def bench(n):
    try:
        main(n).send(None)
    except StopIteration as stop:
        return stop.value
