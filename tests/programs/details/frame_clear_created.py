import inspect
import warnings

warnings.simplefilter("always")


async def h(a):
    print("ran", a)
    return 1


def g(a):
    yield a


o = h(3)
o.cr_frame.clear()
print(o.cr_frame, inspect.getcoroutinestate(o))
try:
    o.send(None)
except BaseException as e:
    print(repr(e))
try:
    o.close()
except BaseException as e:
    print(repr(e))
print(inspect.getcoroutinestate(o))
del o
o = h(3)
f = o.cr_frame
f.clear()
o.close()
print("--")
del o
o = g(3)
o.gi_frame.clear()
print(o.gi_frame)


async def ag(a):
    yield a


o = ag(3)
o.ag_frame.clear()
print(o.ag_frame)
