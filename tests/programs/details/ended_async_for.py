"""After an asynchronous iterator has suspended and then ended, its StopAsyncIteration is no longer handled."""

import sys
import types


@types.coroutine
def pause(value):
    return (yield value)


class Items:
    def __init__(self, left):
        self.left = left

    def __aiter__(self):
        return self

    async def __anext__(self):
        await pause(self.left)
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        return self.left


async def generated(left):
    for item in range(left):
        await pause(item)
        yield item
    await pause("end")


async def main(items):
    seen = []
    async for item in items:
        seen.append(item)
    else:
        print("else", sys.exc_info())
        await pause("else")
    print(seen, sys.exc_info(), [item async for item in Items(1)])
    try:
        raise ValueError
    except ValueError as error:
        print(repr(error.__context__))
    return seen


async def failing(items):
    async for item in items:
        print(item)
    raise KeyError("after")


for make in (lambda: main(Items(2)), lambda: main(generated(2)), lambda: failing(Items(1))):
    coroutine = make()
    try:
        while True:
            print("suspended", coroutine.send(None))
    except StopIteration as stop:
        print("returned", stop.value)
    except KeyError as error:
        print(repr(error), repr(error.__context__))
