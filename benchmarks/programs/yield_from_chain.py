"""`yield from` through a chain of generators: what one value from the innermost costs."""

GROUP = "chains"
PARAMETERS = (1, 10, 100, 400)


def innermost():
    number = 0
    while True:
        yield number
        number += 1


def through(depth):
    yield from innermost() if depth == 1 else through(depth - 1)


def prepare(depth):
    """A started chain of `depth` delegating generators."""
    chain = through(depth)
    next(chain)
    return chain


def bench(n, chain):
    last = None
    for _ in range(n):
        last = next(chain)
    return last
