"""What refuses to set or delete each attribute of suspended objects."""

import sys


def g():
    yield


async def c():
    pass


async def a():
    yield


sys.set_coroutine_origin_tracking_depth(1)
objects = g(), c(), a()
for o in objects:
    for name in sorted(set(dir(o)) - set(dir(object))) + ["__name__", "__class__", "nope"]:
        for act, given in ((setattr, (o, name, 1)), (delattr, (o, name))):
            try:
                act(*given)
                print(type(o).__name__, act.__name__, name)
            except Exception as error:
                print(type(o).__name__, act.__name__, name, type(error).__name__, error)
objects[1].close()
