"""Objects suspended where no handler is are dropped and closed: what their frames hold is freed in CPython's order, also in a cycle."""

import gc
import sys


class Named:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  freed", self.name, repr(sys.exception()))

    def __iter__(self):
        return self

    def __next__(self):
        return 1


def loop():
    before = Named("before")
    for _ in Named("iterator"):
        inside = Named("inside")
        yield before, inside


def operands():
    first = Named("variable")
    return first, [Named("left"), Named("right"), (yield 2)]


def kept():
    variable = Named("kept")
    yield variable
    yield


def nested():
    return (pair for pair in ((one, two) for one in Named("outer") for two in Named("inner")))


def delegating():
    yield from kept()


def cycle():
    itself = yield
    held = Named("in a cycle")
    yield itself, held


MAKERS = loop, operands, kept, nested, delegating

for make in MAKERS:
    for end in "drop", "close", "never begun":
        print(end, make.__name__)
        o = make()
        if end != "never begun":
            next(o)
        try:
            raise KeyError
        except KeyError:
            if end == "close":
                o.close()
            del o



def counting():
    number = 1
    yield number


o = counting()
next(o)
frame = o.gi_frame
print(frame.f_lineno)
del o
print(frame.f_lineno)
del frame

o = cycle()
next(o)
o.send(o)
del o
gc.collect()
print("end")
