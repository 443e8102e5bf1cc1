"""A delegate that has ended, and a value that was sent, die before the coroutine that awaited goes on or fails."""

import types
import weakref


class Value:
    pass


@types.coroutine
def suspending():
    return (yield)


async def keeping(held):
    value = Value()
    held.append(weakref.ref(value))
    held.append(lambda: value)  # keeps it in a cell, and so with the coroutine
    del held[1:]
    await suspending()


async def awaiting(depth, held):
    if depth:
        await awaiting(depth - 1, held)
    else:
        await keeping(held)
        print("ended", held[0]() is None)


async def failing(depth):
    if depth:
        await failing(depth - 1)
    else:
        (await suspending()).fail()


async def handling(depth):
    try:
        await failing(depth)
    except ValueError:
        pass


async def handling_inside(depth):
    try:
        raise KeyError
    except KeyError:
        await handling(depth)


class Failure:
    """As the library `outcome` has it: what is sent holds the exception that it raises."""

    def __init__(self):
        self.error = ValueError()

    def fail(self):
        captured = self.error
        try:
            raise captured
        finally:
            del captured, self


def driven(coroutine, values):
    coroutine.send(None)
    try:
        coroutine.send(values.pop())
    except (StopIteration, ValueError):
        pass


def sent_into(coroutine, depth):
    values = [Failure()]
    died = weakref.ref(values[0])
    driven(coroutine, values)
    print(coroutine.__name__, depth, died() is None)


for depth in (0, 1, 2, 3, 12):
    for _ in range(12):
        driven(awaiting(depth, []), [None])
    sent_into(failing(depth), depth)
    sent_into(handling(depth), depth)
    sent_into(handling_inside(depth), depth)
