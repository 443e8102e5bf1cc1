"""A frame that is traced, then not, and then again by a function that it calls: the line of its next event."""

import sys

off = 0


def trace(frame, event, arg):
    if frame.f_code.co_filename != __file__ or frame.f_code.co_name == "start":
        return None
    print(event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno)
    if event == "line" and frame.f_lineno - frame.f_code.co_firstlineno == off:
        sys.settrace(None)
        while frame:
            del frame.f_trace
            frame = frame.f_back
    return trace


def start():
    frame = sys._getframe(1)
    while frame:
        frame.f_trace = trace
        frame = frame.f_back
    sys.settrace(trace)


async def coroutine():
    start()
    try:
        1 / 0
    except ZeroDivisionError:
        start()


def generator():
    start()
    yield 1
    x = 2
    start(); y = 3
    yield x + y


def function():
    x = 2
    start(); y = 3
    return x + y


for off in range(2, 6):
    try:
        coroutine().send(None)
    except StopIteration:
        sys.settrace(None)
    list(generator())
    sys.settrace(None)
    function()
    sys.settrace(None)
