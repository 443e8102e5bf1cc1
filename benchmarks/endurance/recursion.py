"""How deep each kind of recursion goes before RecursionError, as a JSON object."""

import copy
import json
import pickle
import sys

sys.setrecursionlimit(1000)
depth = 0


class Node:
    def __init__(self):
        self.inner = None

    def __repr__(self):
        global depth
        depth += 1
        return repr([self])

    def __eq__(self, other):
        global depth
        depth += 1
        return [self] == [other]

    def __getattr__(self, name):
        global depth
        depth += 1
        return getattr(self, name + "x")

    def __lt__(self, other):
        global depth
        depth += 1
        return bool(sorted([self, other]))


def function():
    global depth
    depth += 1
    function()


def generator():
    global depth
    depth += 1
    yield from generator()


async def coroutine():
    global depth
    depth += 1
    await coroutine()


async def async_generator():
    global depth
    depth += 1
    async for item in async_generator():
        yield item


def through_map():
    global depth
    depth += 1
    list(map(lambda _: through_map(), [1]))


def nested(levels):
    made = []
    for _ in range(levels):
        made = [made]
    return made


def library(act):
    """The deepest list that the library still takes, to the nearest hundred."""
    global depth
    for levels in range(100, 3000, 100):
        act(nested(levels))
        depth = levels


KINDS = {
    "function": function,
    "generator": lambda: next(generator()),
    "coroutine": lambda: coroutine().send(None),
    "async generator": lambda: async_generator().__anext__().send(None),
    "map": through_map,
    "repr": lambda: repr(Node()),
    "==": lambda: Node() == Node(),
    "getattr": lambda: Node().missing,
    "sorted": lambda: Node() < Node(),
    "deepcopy": lambda: library(copy.deepcopy),
    "json": lambda: library(json.dumps),
    "pickle": lambda: library(pickle.dumps),
}

found = {}
for name, act in KINDS.items():
    depth = 0
    try:
        act()
    except RecursionError:
        pass
    found[name] = depth
print(json.dumps(found))
