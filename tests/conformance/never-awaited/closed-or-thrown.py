# ---
# description: A coroutine that was closed or thrown into does not warn.
# rule: never-awaited/closed
# features: [coroutine, warnings, finalisation]
# ---

import warnings


async def f():
    pass


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    f().close()
    try:
        f().throw(KeyError)
    except KeyError:
        pass
    o = f()
    try:
        o.send(1)
    except TypeError:
        pass
    o.close()
print(caught)
