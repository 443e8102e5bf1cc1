"""The line of the call of a decorated function, and of the first instruction of its code: that of its first decorator."""

import sys


def same(thing):
    return thing


def trace(frame, event, arg):
    if frame.f_code.co_filename == __file__ and event == "call":
        print(event, frame.f_code.co_name, frame.f_lineno)
    return trace


@same
@same
def function():
    return 1


@same
def generator():
    yield 1


@same
async def coroutine():
    return 1


class Class:
    @property
    def value(self):
        return 2


sys.settrace(trace)
function()
list(generator())
try:
    coroutine().send(None)
except StopIteration:
    pass
Class().value


@same
class Decorated:
    x = 1


sys.settrace(None)
print(next(function.__code__.co_lines())[2])
