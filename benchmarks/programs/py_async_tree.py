"""A tree of tasks, whose leaves wait, remember or compute (after pyperformance's async_tree)."""

import asyncio
import math
import random

GROUP = "asyncio"
PARAMETERS = ("none", "io", "memoised", "mixed")
BRANCHES = 6
LEVELS = 3


async def sleep():
    await asyncio.sleep(0)


async def compute():
    return math.factorial(120)


class Tree:
    def __init__(self, kind):
        self.kind = kind
        self.known = {}
        self.random = random.Random(7)

    async def leaf(self):
        if self.kind == "io":
            await sleep()
        elif self.kind == "memoised":
            await self.remembered(self.random.randint(1, 100))
        elif self.kind == "mixed":
            if self.random.random() < 0.5:
                await compute()
            else:
                await sleep()

    async def remembered(self, key):
        if key <= 90 and key in self.known:
            return self.known[key]
        await sleep()
        self.known[key] = key
        return key

    async def grow(self, level):
        if level == 0:
            await self.leaf()
            return 1
        return sum(await asyncio.gather(*[self.grow(level - 1) for _ in range(BRANCHES)]))


async def main(count, kind):
    leaves = 0
    for _ in range(count):
        leaves += await Tree(kind).grow(LEVELS)
    return leaves


def bench(n, kind):
    return asyncio.run(main(n, kind))
