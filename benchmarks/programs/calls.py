"""Calls of functions, closures and methods, with positional, keyword, default and starred arguments."""

GROUP = "language"


def add(left, right):
    return left + right


def scaled(value, factor=2, *, offset=0):
    return value * factor + offset


def total(*values, **named):
    return len(values) + len(named)


def adder(step):
    def step_on(value):
        return value + step

    return step_on


class Counter:
    def __init__(self):
        self.count = 0

    def bump(self, by):
        self.count += by
        return self

    @staticmethod
    def clamp(value):
        return value & 0xFFFF

    @property
    def half(self):
        return self.count >> 1


def bench(n):
    counter = Counter()
    step_on = adder(3)
    value = 0
    for _ in range(n):
        value = add(value, 1)
        value = scaled(value, offset=1)
        value = scaled(value, 3)
        value = step_on(value)
        value += total(1, 2, 3, key=4)
        value = counter.clamp(value)
        value += counter.bump(1).half & 1
    return value
