import asyncio
import sys

sys.set_coroutine_origin_tracking_depth(2)
print(sys.get_coroutine_origin_tracking_depth())


def a():
    return b()


def b():
    return c()


def c():
    return asyncio.sleep(1)


def inner():
    yield from outer2()


def outer2():
    yield c()


async def own():
    return c()


o = a()
print(o.cr_origin)
o.close()
for o in inner():
    print(o.cr_origin)
    o.close()
x = own()
print(x.cr_origin)
try:
    x.send(None)
except StopIteration as s:
    print(s.value.cr_origin)
    s.value.close()
sys.set_coroutine_origin_tracking_depth(0)
print(asyncio.sleep(0).cr_origin)
for bad in (-1, "x", None, 1 << 40):
    try:
        print(sys.set_coroutine_origin_tracking_depth(bad))
    except Exception as e:
        print(type(e), e)
import threading

sys.set_coroutine_origin_tracking_depth(3)
threading.Thread(target=lambda: print(sys.get_coroutine_origin_tracking_depth())).start()
