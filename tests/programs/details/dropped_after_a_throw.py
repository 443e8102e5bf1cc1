"""A thrown exception is handled inside of a chain of delegates, by a handler that suspends; then the chain is dropped."""

import types


class Value:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("freed", self.name)


class Wait:
    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return "waits"

    def close(self):
        print("closed")


class Throws(Wait):
    def throw(self, error):
        try:
            raise error
        finally:
            del error


def make_inner(delegate, kind):
    async def handles():
        value = Value("inner")
        try:
            await delegate()
        except kind:
            await Wait()

    async def handles_group():
        value = Value("inner")
        try:
            await delegate()
        except* kind:
            await Wait()

    async def cleans_up():
        value = Value("inner")
        try:
            await delegate()
        finally:
            await Wait()

    async def replaces():
        value = Value("inner")
        try:
            try:
                await delegate()
            except kind as error:
                raise KeyError from error
        except KeyError as error:
            await Wait()

    return handles, handles_group, cleans_up, replaces


def iterates(inner):
    value = Value("generator")
    yield from inner


async def awaits(inner):
    value = Value("coroutine")
    await inner


async def items(inner):
    value = Value("async generator")
    await inner
    yield


async def loops(inner):
    async for _ in items(inner):
        pass


class Awaits:
    def __init__(self, inner):
        self.inner = inner

    def __await__(self):
        return self.inner.__await__()


def nested(inner, makers):
    for make in makers:
        inner = make(inner)
    return inner


iterates = types.coroutine(iterates)
CHAINS = [
    [],
    [awaits],
    [awaits] * 2,
    [awaits] * 3,
    [iterates] * 2,
    [awaits, iterates, awaits],
    [loops],
    [loops, awaits],
]
for delegate in Wait, Throws:
    for number in range(4):
        for chain in CHAINS:
            inner = make_inner(delegate, ValueError)[number]
            o = nested(inner(), chain)
            o.send(None)
            print("--", delegate.__name__, inner.__name__, *[make.__name__ for make in chain])
            print(o.throw(ValueError("thrown")))
            o = None
            print("after")
