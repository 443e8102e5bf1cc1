# ---
# description: Dropping a suspended coroutine closes it and the object that it awaits.
# rule: drop/closed
# features: [coroutine, types-coroutine, finalisation]
# ---

import types


@types.coroutine
def pause():
    try:
        yield
    finally:
        print("pause")


async def c():
    try:
        await pause()
    finally:
        print("coroutine")


o = c()
o.send(None)
del o
print("dropped")
