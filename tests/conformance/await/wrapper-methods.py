# ---
# description: The iterator of a coroutine has the coroutine's send, throw and close.
# rule: await/wrapper
# features: [coroutine, types-coroutine]
# ---

import types


@types.coroutine
def pause():
    return (yield "out")


async def c():
    try:
        return await pause()
    except KeyError:
        return "caught"


for drive in (lambda w: w.send("in"), lambda w: w.throw(KeyError), lambda w: w.close(), next):
    w = c().__await__()
    print(next(w), end=" ")
    try:
        print(drive(w))
    except StopIteration as stop:
        print(stop.value)
