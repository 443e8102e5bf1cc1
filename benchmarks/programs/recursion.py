"""Recursion: Fibonacci, Ackermann and the Towers of Hanoi."""

GROUP = "language"


def fibonacci(number):
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(discs, source, target, spare):
    if discs == 0:
        return 0
    return hanoi(discs - 1, source, spare, target) + 1 + hanoi(discs - 1, spare, target, source)


def bench(n):
    found = 0
    for _ in range(n):
        found += fibonacci(11) + ackermann(2, 4) + hanoi(6, "a", "b", "c")
    return found
