# ---
# description: With origin tracking the warning shows where the coroutine was made.
# rule: coroutine/never-awaited
# features: [coroutine, warnings, finalisation, stderr, frames]
# ---

import sys

sys.set_coroutine_origin_tracking_depth(3)


async def f():
    pass


def make():
    return f()


o = make()
del o
