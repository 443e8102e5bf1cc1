# ---
# description: A coroutine that has started does not warn.
# rule: never-awaited/begun
# features: [coroutine, types-coroutine, warnings, finalisation]
# ---

import types
import warnings


@types.coroutine
def pause():
    yield


async def f():
    await pause()


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    o = f()
    o.send(None)
    del o
print(caught)
