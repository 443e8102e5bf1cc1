"""The leaf of a chain of awaits suspends and is resumed: what one resumption costs at each depth."""

import sys

GROUP = "chains"
PARAMETERS = (1, 10, 100, 500, 1000)


class Pause:
    def __await__(self):
        yield


async def leaf():
    pause = Pause()
    while True:
        await pause


async def link(depth):
    if depth == 1:
        await leaf()
    else:
        await link(depth - 1)


def prepare(depth):
    """A started chain of `depth` awaiting coroutines over a leaf."""
    sys.setrecursionlimit(20_000)
    chain = link(depth)
    chain.send(None)
    return chain


def bench(n, chain):
    send = chain.send
    for _ in range(n):
        send(None)
    return n
