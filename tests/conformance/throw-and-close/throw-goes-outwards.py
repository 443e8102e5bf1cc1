# ---
# description: An exception thrown into a coroutine is raised innermost and goes outwards.
# rule: coroutine/throw
# features: [coroutine, types-coroutine]
# ---

import types


@types.coroutine
def pause():
    try:
        yield
    except KeyError:
        print("pause")
        raise


async def inner():
    try:
        await pause()
    except KeyError:
        print("inner")
        raise


async def outer():
    try:
        await inner()
    except KeyError:
        print("outer")
    await pause()


c = outer()
c.send(None)
c.throw(KeyError)
c.close()
