# ---
# description: The outer frame of a running object is its resumer's; a suspended frame has none.
# rule: frame/back
# features: [generator, coroutine, frames]
# min-python: 3.11
# ---

import sys
import types


def names(frame):
    found = []
    while frame is not None:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def g():
    global kept
    kept = sys._getframe()
    print(names(kept))
    yield
    print(names(sys._getframe()))


def begin(it):
    next(it)
    print(names(kept))


def resume(it):
    for _ in it:
        pass


@types.coroutine
def pause():
    yield


async def inner():
    global kept
    kept = sys._getframe()
    await pause()
    print(names(sys._getframe()))


async def outer():
    await inner()


it = g()
begin(it)
resume(it)
o = outer()
o.send(None)
print(names(kept), names(o.cr_frame))
try:
    o.send(None)
except StopIteration:
    print("ended")
