"""A trace function that follows one function gets the event for the end of its delegates, though these are not traced."""

import sys
import types


def tracer(frame, event, arg):
    if frame.f_code.co_name not in ("outer", "iterates", "delegates"):
        return None
    print(event, frame.f_code.co_name, frame.f_lineno, type(arg).__name__, frame.f_trace is tracer)
    return tracer


@types.coroutine
def pause(value):
    return (yield value)


async def inner(value):
    x = value
    return x


async def suspends(value):
    await pause(value)
    return value


async def fails():
    await pause(0)
    raise KeyError("k")


async def items():
    yield 1
    await pause(2)
    yield 3


async def outer():
    await inner(None)
    a = await inner(1)
    b = await suspends(2)
    try:
        await fails()
    except KeyError:
        c = await inner(None)
    return a, b, c


async def iterates():
    found = []
    async for item in items():
        found.append(item)
    return found


def numbers():
    got = yield 1
    return got


def delegates():
    first = yield from numbers()
    second = yield from [4]
    return first, second


for make in (outer, iterates, delegates):
    o = make()
    sys.settrace(tracer)
    try:
        while True:
            o.send(None)
    except StopIteration as stop:
        sys.settrace(None)
        print(stop.value)
    finally:
        sys.settrace(None)


def suspended():
    yield
    x = 1
    yield x
    del x


o = suspended()
next(o)
o.gi_frame.f_trace = lambda frame, event, arg: print(event, frame.f_lineno)
print(o.gi_frame.f_trace is not None)
sys.settrace(lambda *told: None)
next(o)
sys.settrace(None)
del o.gi_frame.f_trace
sys.settrace(lambda *told: None)
print(next(o, "end"))
sys.settrace(None)
