"""What a trace function sees when a frame suspends in a handler."""

import sys


def trace(frame, event, arg):
    if frame.f_code.co_filename == __file__:
        print(event, frame.f_code.co_name, frame.f_lineno, sorted(frame.f_locals), frame.f_locals.get("n"))
    return trace


def named(n):
    try:
        yield n
    except ValueError as e:
        n = yield "handled"
    finally:
        yield "final"
        n = 0


def raising(n):
    m = 2
    try:
        1 / 0
    except ZeroDivisionError as e:
        k = yield "handled"
        raise KeyError from None


def unnamed(n):
    try:
        {}[n]
    except KeyError:
        yield lambda: n


async def suspended(n):
    try:
        {}[n]
    except KeyError as e:
        await Ready()


class Ready:
    def __await__(self):
        yield "ready"


def drive(o):
    try:
        o.send(None)
        if hasattr(o, "gi_frame") and o.__name__ == "named":
            o.throw(ValueError("x"))
        while True:
            o.send(None)
    except (KeyError, StopIteration):
        pass


sys.settrace(trace)
drive(named(1))
drive(raising(1))
drive(unnamed(1))
drive(suspended(1))
sys.settrace(None)
