import sys


def g():
    print(sys.exc_info()[0])
    try:
        raise KeyError
    except KeyError:
        yield sys.exc_info()[0]
        print(sys.exc_info()[0])
    yield sys.exc_info()[0]


try:
    raise ValueError
except ValueError:
    it = g()
    print(next(it))
    print(sys.exc_info()[0])
print(next(it), sys.exc_info())


async def a():
    try:
        1 / 0
    except ZeroDivisionError:
        await b()
        print(sys.exc_info()[0])
        return [sys.exc_info()[0] for _ in (1,)], [sys.exc_info()[0] async for _ in c()]


async def b():
    print("b", sys.exc_info()[0])


async def c():
    print("c", sys.exc_info()[0])
    yield


try:
    a().send(None)
except StopIteration as s:
    print(s.value)


class X:
    def __exit__(self, *a):
        print("exit", a[0], sys.exc_info()[0])
        return True

    def __enter__(self):
        pass


def h():
    with X():
        yield


i = h()
next(i)
try:
    i.throw(OSError)
except StopIteration:
    print(sys.exc_info()[0])
