"""A trace function is told of no call that only the interpreter makes, also where it prepares a function at its first call."""

import contextlib
import sys
import types


@types.coroutine
def pause():
    yield


@contextlib.asynccontextmanager
async def manager():
    await pause()
    yield 6


class Items:
    def __init__(self):
        self.count = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.count += 1
        if self.count > 2:
            raise StopAsyncIteration
        return self.count


async def leaf(x):
    with contextlib.suppress(KeyError):
        await pause()
        return x


def numbers():
    given = yield 1
    try:
        yield given
    finally:
        del given


async def whole():
    def inner():
        return sum(x for x in range(3))

    async with manager() as value:
        found = [await leaf(number) for number in range(value)]
    async for _ in Items():
        pass
    it = numbers()
    next(it)
    it.send(2)
    it.close()
    return inner() + sum([x async for x in Items()]) + len(found)


calls = []


def traced(frame, event, arg):
    if event == "call":
        name, file = frame.f_code.co_name, frame.f_code.co_filename.rpartition("/")[2]
        calls.append((file, name, frame.f_back.f_code.co_name, tuple(sorted(frame.f_locals))))
    return traced


c = whole()
sys.settrace(traced)
try:
    while True:
        c.send(None)
except StopIteration:
    pass
sys.settrace(None)
for call in sorted(set(calls)):
    print(call, calls.count(call))
