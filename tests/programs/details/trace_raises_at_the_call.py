"""A trace function that raises at the event "call" of an object ends the object."""

import sys

print("4")


def tracer(frame, event, arg):
    if frame.f_code.co_name == "bad" and event == "call":
        raise OSError("at call")
    return tracer


def bad():
    print("runs")
    yield 1
    print("again")
    yield 2


o = bad()
sys.settrace(tracer)
try:
    next(o)
except OSError as e:
    sys.settrace(None)
    t = e.__traceback__
    while t:
        print(t.tb_frame.f_code.co_name, t.tb_lineno)
        t = t.tb_next
sys.settrace(None)
print(sys.gettrace(), o.gi_frame, o.gi_running)
try:
    print(next(o))
except BaseException as e:
    print(repr(e))


async def abad():
    print("in")
    yield 1


async def cbad(x):
    a = x
    await pause()
    print("never")


import types


@types.coroutine
def pause():
    yield


async def outer():
    try:
        await cbad(2)
    except OSError as e:
        print("caught", e, sys.gettrace())
        t = e.__traceback__
        while t:
            print(t.tb_frame.f_code.co_name, t.tb_lineno, sorted(t.tb_frame.f_locals))
            t = t.tb_next


def tracer2(frame, event, arg):
    if frame.f_code.co_name in ("abad", "cbad") and event == "call":
        raise OSError("at call")


for f in (outer,):
    for first in (False, True):
        o = f()
        if first:
            o.send(None)
        sys.settrace(tracer2)
        try:
            o.send(None)
        except BaseException as e:
            sys.settrace(None)
            print(repr(e))
        sys.settrace(None)
        print(o.cr_frame, o.cr_running)
        o.close()
a = abad()
sys.settrace(tracer2)
try:
    a.asend(None).send(None)
except BaseException as e:
    sys.settrace(None)
    print(repr(e))
print(a.ag_frame, a.ag_running)
