"""Objects that are closed or dropped before their start, while a trace or a profile function is set: until 3.11 their frames run."""

import sys


def note(frame, event, arg):
    if frame.f_code.co_filename == __file__ and event[:2] != "c_":
        print(event, frame.f_code.co_name, frame.f_lineno, type(arg).__name__)
    return note


def same(thing):
    return thing


@same
def generator(x):
    try:
        yield x
    finally:
        print("finally")


async def coroutine():
    return 1


async def async_generator():
    yield 1


def closes():
    print(generator(1).close(), coroutine().close(), coroutine().__await__().close())
    o = generator(2)
    del o
    (x for x in ()).close()
    o = async_generator()
    try:
        o.aclose().send(None)
    except StopIteration:
        print("closed")


closes()
for setter in (sys.settrace, sys.setprofile):
    setter(note)
    closes()
    setter(None)
