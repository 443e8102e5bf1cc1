"""The warning of a file that a closed, dropped or ended object leaves open has the place of the program."""

import gc
import sys
import warnings

warnings.simplefilter("always")


def lines():
    file = open(sys.argv[0])
    yield from file


def guarded():
    file = open(sys.argv[0])
    try:
        yield file.name
    except KeyError:
        pass


class Pause:
    def __await__(self):
        yield


async def coroutine():
    file = open(sys.argv[0])
    await Pause()
    file.close()


async def items():
    file = open(sys.argv[0])
    yield file.name


def drop(function):
    begun = function()
    next(begun)
    del begun


def close(function):
    begun = function()
    next(begun)
    begun.close()


def step(awaitable):
    try:
        awaitable.send(None)
    except StopIteration:
        pass


for _ in lines():
    break
drop(guarded)
close(lines)
close(guarded)
waiting = coroutine()
step(waiting)
del waiting
waiting = coroutine()
step(waiting)
waiting.close()
asynchronous = items()
step(asynchronous.__anext__())
del asynchronous
begun = guarded()
next(begun)
next(begun, None)
begun = guarded()
next(begun)
try:
    begun.throw(KeyError)
except StopIteration:
    pass
unbegun = (file for file in [open(sys.argv[0])])
del unbegun


def cycle():
    file, me = open(sys.argv[0]), (yield)
    yield file, me


begun = cycle()
next(begun)
begun.send(begun)
del begun
gc.collect()

for action in ("default", "module", "once", "ignore", "error"):
    print(action)
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter(action)
        for _ in range(2):
            close(lines)
            drop(lines)
    print([(each.filename == __file__, each.lineno, each.category.__name__) for each in found])
warnings.showwarning = lambda message, category, file, line, *_: print("shown", category.__name__, file == __file__, line)
close(lines)
