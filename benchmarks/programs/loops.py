"""Loops and integer arithmetic: `for`, `while`, nested, with `break`, `continue` and `else`."""

GROUP = "language"


def divisors(limit):
    count = 0
    for number in range(2, limit):
        for divisor in range(2, number):
            if divisor * divisor > number:
                count += 1
                break
            if number % divisor == 0:
                break
        else:
            count += 1
    return count


def collatz(start):
    steps = 0
    while start != 1:
        start = start // 2 if start % 2 == 0 else 3 * start + 1
        steps += 1
    return steps


def mix(rounds):
    state = 1
    for index in range(rounds):
        if index & 7 == 3:
            continue
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        state ^= state >> 5
    return state


def bench(n):
    found = 0
    for _ in range(n):
        found += divisors(60) + collatz(27) + mix(100)
    return found
