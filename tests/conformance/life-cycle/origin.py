# ---
# description: cr_origin has the frames in which a coroutine was made, as many as were requested.
# rule: coroutine/origin
# features: [coroutine, frames]
# ---

import sys


async def c():
    pass


def inner():
    return c()


def outer():
    return inner()


for depth in (0, 1, 2):
    sys.set_coroutine_origin_tracking_depth(depth)
    o = outer()
    print(o.cr_origin and [(line, name) for _, line, name in o.cr_origin])
    o.close()
try:
    sys.set_coroutine_origin_tracking_depth(-1)
except ValueError as error:
    print(error)
