"""A pipeline of generators: numbers are made, filtered, paired, windowed and summed."""

GROUP = "resumption"


def numbers(limit):
    number = 0
    while number < limit:
        yield number
        number += 1


def without_multiples(source, divisor):
    for number in source:
        if number % divisor:
            yield number


def pairs(source):
    earlier = next(source)
    for number in source:
        yield earlier, number
        earlier = number


def flat(source):
    for pair in source:
        yield from pair


def bench(n):
    total = 0
    for number in flat(pairs(without_multiples(without_multiples(numbers(n + 8), 3), 5))):
        total += number
    return total
