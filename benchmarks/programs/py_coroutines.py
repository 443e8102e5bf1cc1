"""Fibonacci by coroutines that await each other (after pyperformance's coroutines)."""

GROUP = "resumption"


async def fibonacci(number):
    if number <= 1:
        return number
    return await fibonacci(number - 1) + await fibonacci(number - 2)


def bench(n):
    found = 0
    for _ in range(n):
        try:
            fibonacci(12).send(None)
        except StopIteration as stop:
            found += stop.value
    return found
