"""A binary tree walked in order by recursive async generators (after pyperformance's async_generators)."""

import asyncio

GROUP = "resumption"
SIZE = 63


class Node:
    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right

    async def __aiter__(self):
        if self.left:
            async for value in self.left:
                yield value
        yield self.value
        if self.right:
            async for value in self.right:
                yield value


def balanced(values):
    if not values:
        return None
    middle = len(values) // 2
    return Node(balanced(values[:middle]), values[middle], balanced(values[middle + 1 :]))


async def main(count):
    tree = balanced(range(SIZE))
    total = 0
    for _ in range(count):
        async for value in tree:
            total += value
    return total


def bench(n):
    return asyncio.run(main(n))
