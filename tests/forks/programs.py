"""Generators and coroutines to fork at each of their suspensions: the values that they yield show all that they do."""

PROGRAMS = """
import itertools
import sys


class Turn:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


def counting():
    for n in range(3):
        for letter in "ab":
            yield n, letter


def iterators():
    numbers = [1, 2, 3, 4]
    for index, (a, b) in enumerate(zip(numbers, map(str, reversed(numbers)))):
        yield index, a, b
    for pair in {"x": 1, "y": 2, "z": 3}.items():
        yield pair
    for n in {3}:
        yield n
    for n in filter(None, (0, 1, 0, 2)):
        yield n


def chained_iterators():
    for n in itertools.chain([1, 2], itertools.islice(itertools.count(5), 3), itertools.repeat("r", 2)):
        yield n


def shared_iterator():
    it = iter(range(8))
    for n in it:
        yield n, next(it)


class Down:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n


class Pairs:
    def __init__(self):
        self.inner = iter([10, 20, 30])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.inner), next(self.inner, None)


def own_iterators():
    for n in Down(3):
        yield n
    for pair in Pairs():
        yield pair


def captured():
    total = 0

    def add(n):
        nonlocal total
        total += n
        return total

    for n in (1, 2, 3):
        yield add(n)
        total *= 2
        yield [total + k for k in (0, n)]


def delegating():
    factor = 3
    got = yield from (n * factor for n in [1, 2, 3])
    yield got
    got = yield from counting()
    yield from "xy"
    return (yield from captured())


def handling():
    for n in range(2):
        try:
            try:
                yield n
                1 / n
            finally:
                yield "finally"
        except ZeroDivisionError as error:
            yield type(error).__name__
        else:
            yield "fine"


def expression():
    total = 1
    values = [(yield 1), *((yield 2) or "none"), (yield 3)]
    yield values, total + (yield 4)




def nested_loop_generators():
    for a in (n for n in range(2)):
        for b in (n * 10 for n in range(2)):
            yield a, b


async def ticking(count):
    for n in range(count):
        await Turn(("tick", n))
        yield n


async def consuming():
    total = 0
    async for n in ticking(3):
        total += n
        await Turn(total)
    async for n in (k * 2 async for k in ticking(2)):
        total += n
    return total


async def helper(n):
    for k in range(n):
        await Turn(("helper", n, k))
    return n


async def chain():
    return [await helper(1), await helper(2), [await helper(n) async for n in ticking(2)]]


async def comprehending():
    n = "outside"
    functions = [lambda: n async for n in ticking(2) if await Turn(n) is None]
    return [f() for f in functions], {k: await helper(k) for k in (0, 1)}, {k async for k in ticking(2)}, n


async def deep(n):
    if n:
        return n + await deep(n - 1)
    return await Turn("bottom") or 0


def down(n):
    yield from [n, -n] if not n else down(n - 1)


def twenty():
    for n in (1, 20):
        yield from down(n)


async def matching():
    for n in range(3):
        match await helper(n):
            case 0:
                await Turn("zero")
            case n if await helper(1):
                await Turn(("other", n))


ALL = [
    counting, iterators, shared_iterator, own_iterators, captured, delegating, handling, expression,
    nested_loop_generators, consuming, chain, lambda: deep(4), lambda: deep(20), twenty, matching, comprehending,
]  # fmt: skip
if sys.version_info < (3, 14):  # which has no copies of itertools' iterators any more
    ALL.append(chained_iterators)
"""
