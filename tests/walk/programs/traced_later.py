"""Trace functions that are set after an object has begun, and frames without line events."""

import sys


def single():
    yield 1


def loop():
    for number in (1, 2):
        yield number


def guarded():
    try:
        yield 1
    finally:
        print("ended")


def trace(frame, event, arg):
    print(event, frame.f_code.co_name, frame.f_lineno)
    return trace


def without_lines(frame, event, arg):
    print(event, frame.f_code.co_name, frame.f_lineno)
    frame.f_trace_lines = False
    return without_lines


def end(function):
    begun = function()
    next(begun)
    sys.settrace(trace)
    list(begun)
    sys.settrace(None)


def close(function):
    begun = function()
    next(begun)
    sys.settrace(trace)
    begun.close()
    sys.settrace(None)


# "close" of an object that was begun untraced tells nothing of `single` and `loop` on 3.15.
end(single)
end(loop)
end(guarded)
close(guarded)
sys.settrace(without_lines)
list(loop())
sys.settrace(None)
