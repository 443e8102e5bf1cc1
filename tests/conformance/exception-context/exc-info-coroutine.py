# ---
# description: sys.exc_info across an await in a handler.
# rule: context/own-stack
# features: [coroutine, types-coroutine]
# ---

import sys
import types


@types.coroutine
def pause():
    yield sys.exc_info()[1]


async def inner():
    await pause()
    return repr(sys.exc_info()[1])


async def c():
    try:
        raise KeyError("k")
    except KeyError:
        print(await inner(), repr(sys.exc_info()[1]))


o = c()
print(repr(o.send(None)), sys.exc_info()[1])
try:
    o.send(None)
except StopIteration:
    pass
