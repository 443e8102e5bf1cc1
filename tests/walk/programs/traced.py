"""The events of ``sys.settrace`` in walked functions and machines."""

import sys


def plain(a,
          b=2):
    x = a
    for i in range(2):
        x += i
    while x < 5:
        x += 1
    try:
        if x:
            1 / 0
    except ZeroDivisionError:
        x = (a +
             b)
    finally:
        y = 1
    match x:
        case 0:
            pass
        case _:
            y = x
    return y


def gen():
    x = yield 1
    try:
        yield x
    finally:
        print("finally")


async def outer():
    value = await inner()
    return value


async def inner():
    return 5


def fails():
    raise KeyError(1)


def trace(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return None
    if event == "exception" and arg[0] is StopIteration:
        return trace  # the end of an awaited coroutine: not told when walked
    told = arg if event != "exception" else (arg[0].__name__, str(arg[1]))
    print(frame.f_code.co_name, event, frame.f_lineno, told, sorted(frame.f_locals))
    return trace


def main():
    plain(1)
    g = gen()
    next(g)
    g.send(3)
    del g
    try:
        outer().send(None)
    except StopIteration as stop:
        print(stop.value)
    try:
        fails()
    except KeyError:
        pass


sys.settrace(trace)
main()
sys.settrace(None)
print("not traced")
