"""Coroutines that are called, awaited and return without ever suspending."""

GROUP = "resumption"


async def leaf(value):
    return value + 1


async def middle(value):
    return await leaf(value) + await leaf(1)


async def main(count):
    total = 0
    for _ in range(count):
        total = await middle(total)
    return total


def bench(n):
    try:
        main(n).send(None)
    except StopIteration as stop:
        return stop.value
