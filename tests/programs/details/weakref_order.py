import gc
import weakref


class D:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("del", self.n)


def g():
    a = D("a")
    b = D("b")
    yield weakref.ref(a)
    print("resumed")
    yield D("temp") and 1


async def co():
    x = D("x")
    await y(D("arg"))
    print("after")


async def y(d):
    print("in")
    return


it = g()
r = next(it)
print(r() is not None)
next(it)
it.close()
print(r())
try:
    co().send(None)
except StopIteration:
    pass
w = weakref.ref(it, lambda r: print("callback"))
del it
print(w())


def cyc():
    me = [D("cycle")]
    me.append(me)
    try:
        yield
    finally:
        print("closing")


c = cyc()
next(c)
c.throw if 0 else None
l = [c]
l.append(l)
del c, l
gc.collect()
print("end")
