"""Constant formats with tuple displays, in order."""


class S:
    def __init__(self, n):
        self.n = n

    def __str__(self):
        print("str", self.n)
        return self.n

    def __repr__(self):
        print("repr", self.n)
        return "r" + self.n

    def __format__(self, spec):
        print("format", self.n, spec)
        return self.n


def ev(n):
    print("eval", n)
    return S(n)


async def y(n):
    print("await", n)
    return S(n)


async def m():
    print("%s %s" % (S("a"), await y("b")))
    print("%r|%5s|%-5s|%.2s|%5.1s|%%|%a" % (ev("abc"), await y("b"), ev("c"), ev("defg"), await y("hij"), ev("k")))
    print("%s %d" % (ev("a"), 1 and 3 + (await y2())))
    try:
        print("%s" % (await y("a"), ev("b")))
    except TypeError as e:
        print(e)
    try:
        print("%s %s" % (await y("a"),))
    except TypeError as e:
        print(e)
    print("%05s|%+s|% s|%#s" % (await y("a"), ev("b"), ev("c"), ev("d")))
    print("%(a)s" % {"a": await y("q")}, "%s" % await y("z"))
    try:
        print("%s %z" % (await y("a"), ev("b")))
    except ValueError as e:
        print(e)
    print("%123s" % (await y("a"),), "%s%s" % (*[ev("a")], await y("b")))
    try:
        print("é%s\n%s" % (await y("u"), 1 // 0))
    except ZeroDivisionError:
        print("zero")
    print(b"%s" % (await y3(),))


async def y2():
    return 4


async def y3():
    return b"x"


def g():
    print("%s %s" % (S("a"), (yield)))


def plain():
    return "%s %s" % (S("a"), ev("b"))


try:
    m().send(None)
except StopIteration:
    pass
x = g()
next(x)
try:
    x.send(S("b"))
except StopIteration:
    pass
print(plain())
