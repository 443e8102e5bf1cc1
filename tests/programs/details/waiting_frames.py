"""What the frames of objects show that wait for a delegate: variables, lines, tracebacks; also later, and while they change."""

import sys
import types
import weakref

KEPT = []


def show(frame):
    return {name: value for name, value in frame.f_locals.items() if not callable(value)}


@types.coroutine
def pause(value):
    frame = sys._getframe(1)
    while frame is not None and frame.f_code.co_name in ("inner", "outer", "handling", "looping"):
        print(value, frame.f_code.co_name, frame.f_lineno, sorted(show(frame).items(), key=str), list(frame.f_locals))
        KEPT.append(frame)
        frame = frame.f_back
    got = yield value
    frame = sys._getframe(1)
    while frame is not None and frame.f_code.co_name in ("inner", "outer", "handling", "looping"):
        print("again", frame.f_code.co_name, frame.f_lineno, show(frame), list(frame.f_locals))
        if sys.version_info >= (3, 13):
            frame.f_locals["x"] = "set"
            print("x" in frame.f_locals, frame.f_locals["x"])
        KEPT.append(frame)
        frame = frame.f_back
    again = yield got
    if again == "fail":
        raise ValueError(again)
    return again


async def inner(a, b=2):
    x = 1
    if a > 5:
        never = 1
    captured = [a]
    found = await pause((lambda: captured)())
    x = found, x
    return x


async def outer(a, *, key=None):
    x = y = 10
    later = (x, await inner(a), y)
    del y
    return later, x


async def handling(a):
    x = 3
    try:
        raise KeyError(a)
    except KeyError as error:
        y = 4
        r = await outer(a)
        z = repr(error)
    finally:
        q = 5
    return r, x, y, z, q


class Items:
    def __init__(self):
        self.left = 2

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        return await inner(self.left)


async def looping(a):
    x = 7
    out = []
    async for item in Items():
        out.append(item)
    else:
        y = 8
    return out, x, y


def drive(coroutine, *sent):
    print("===", coroutine.__name__, sent)
    KEPT.clear()
    try:
        for value in (None, *sent):
            result = coroutine.send(value)
            print("suspended", result, coroutine.cr_frame.f_locals.get("x"), coroutine.cr_frame.f_lineno)
    except StopIteration as stop:
        print("returned", stop.value)
    except BaseException as error:
        entry = error.__traceback__
        while entry is not None:
            if entry.tb_frame.f_code.co_name in ("inner", "outer", "handling", "looping"):
                print(
                    entry.tb_frame.f_code.co_name, entry.tb_lineno, list(entry.tb_frame.f_locals), show(entry.tb_frame)
                )
            entry = entry.tb_next
        print(type(error), error, type(error.__context__))
    else:
        coroutine.close()
    KEPT.clear()


for function in (inner, outer, handling, looping):
    drive(function(1), "one", "two", "three", "four")
    drive(function(1), "one", "fail")
    drive(function(1), "one")


class Value:
    pass


async def holding(value):
    await outer(1)


value = Value()
seen = weakref.ref(value)
coroutine = holding(value)
del value
coroutine.send(None)
coroutine.send(1)
coroutine.close()
KEPT.clear()
print(seen() is None)


def traced(frame, event, arg):
    if frame.f_code.co_name in ("inner", "outer", "handling", "looping"):
        print(event, frame.f_code.co_name, frame.f_lineno, list(frame.f_locals))
        if event == "exception" and frame.f_code.co_name == "outer":
            frame.f_locals["a"] = "changed"
    return traced


for function in (outer, handling, looping):
    coroutine = function(2)
    coroutine.send(None)
    sys.settrace(traced)
    try:
        coroutine.send(5)
        coroutine.throw(OSError())
    except BaseException as error:
        sys.settrace(None)
        entry = error.__traceback__
        while entry is not None:
            print(entry.tb_frame.f_code.co_name, entry.tb_lineno, entry.tb_frame.f_locals.get("a"))
            entry = entry.tb_next
    finally:
        sys.settrace(None)
