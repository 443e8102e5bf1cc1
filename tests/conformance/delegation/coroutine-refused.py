# ---
# description: A generator cannot delegate to a coroutine unless types.coroutine made it awaitable.
# rule: yield-from/coroutine
# features: [generator, yield-from, coroutine, types-coroutine, messages]
# ---

import types


async def c():
    return "result"


def g(o):
    return (yield from o)


o = c()
try:
    next(g(o))
except TypeError as error:
    print(error)
try:
    next(types.coroutine(g)(o))
except StopIteration as stop:
    print(stop.value)
