"""Async comprehensions: `async for` and `await` inside, with conditions."""

GROUP = "resumption"


async def numbers(limit):
    for number in range(limit):
        yield number


async def squared(number):
    return number * number


async def main(count):
    total = 0
    for _ in range(count):
        squares = [await squared(number) async for number in numbers(8) if number & 1]
        by_number = {number: number + 1 async for number in numbers(4)}
        total += sum(squares) + len(by_number)
    return total


def bench(n):
    try:
        main(n).send(None)
    except StopIteration as stop:
        return stop.value
