import sys


class P:
    def __await__(self):
        yield 1
        sys._getframe(2).f_locals["x"] = "bound by the delegate"
        yield 2


async def inner():
    await P()


async def outer(n):
    for i in range(n):
        x = i
    await inner()
    try:
        return x
    except NameError as e:
        return repr(e)


for n in 0, 1:
    c = outer(n)
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        print(e.value)
