"""The head of a stack is the same as before, and yet everything has changed."""

import asyncio


class Node:
    def __init__(self, name, below):
        self.name = name
        self.below = below
        self.freed = False


class Stack:
    def __init__(self):
        self.head = Node("a", Node("b", Node("c", Node("d", None))))
        self.version = 0

    def swap(self, old, new):
        if self.head is old:
            self.head = new
            self.version += 1
            return True
        return False

    def swap_counted(self, old, new, version):
        return self.version == version and self.swap(old, new)


async def pop(stack):
    while True:
        head = stack.head
        below = head.below
        await asyncio.sleep(0)
        if stack.swap(head, below):
            return head


async def pop_counted(stack):
    while True:
        head, version = stack.head, stack.version
        below = head.below
        await asyncio.sleep(0)
        if stack.swap_counted(head, below, version):
            return head


async def reuse(stack):
    """Take a and b off, and put a back."""
    a = stack.head
    b = a.below
    stack.swap(a, b)
    await asyncio.sleep(0)
    if stack.swap(b, b.below):
        b.freed = True
        a.below = stack.head
        await asyncio.sleep(0)
        stack.swap(a.below, a)


async def check(taker):
    stack = Stack()
    await asyncio.gather(taker(stack), reuse(stack))
    assert stack.head is None or not stack.head.freed, "the head is a freed node"


async def bug():
    await check(pop)


async def repair():
    await check(pop_counted)
