"""A value that a frame gives away is not kept by the traceback of an exception that this frame has handled."""


class Value:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("freed", self.n)


def g():
    try:
        raise ValueError
    except ValueError:
        yield Value("yielded")
        yield Value("second")
        return Value("returned")


async def c():
    return await d()


async def d():
    try:
        raise ValueError
    except ValueError as e:
        kept.append(e)
        await Waits()
        return Value("result")


class Waits:
    def __await__(self):
        yield Value("awaited")


kept = []
o = g()
v = next(o)
v = None
print("-")
v = o.send(Value("sent"))
v = None
print("-")
try:
    next(o)
except StopIteration as e:
    print(e.value.n)
print("-")
o = c()
v = o.send(None)
v = None
print("--")
try:
    o.send(None)
except StopIteration as e:
    print(e.value.n)
print("-")
