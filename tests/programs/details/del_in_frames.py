class D:
    def __init__(s, n):
        s.n = n

    def __del__(s):
        print("~", s.n)

    async def __aenter__(s):
        return s

    async def __aexit__(s, *a):
        print("aexit", s.n)

    def __iter__(s):
        yield s.n


def f(*a):
    print("f", [x.n for x in a])


async def n():
    return None


async def m(a):
    f(D(1), await n() or D(2))
    async with D(3) as d:
        pass
    print("after with")
    d = None
    print("d gone")
    for x in D(4):
        await n()
    print("after for")
    try:
        raise ValueError(D(5))
    except ValueError:
        await n()
    print("after except")
    a = D(6)
    a = D(7)
    await n()
    del a
    print("end")
    return D(8)


try:
    m(D(0)).send(None)
except StopIteration as s:
    print("value", s.value.n)


def g():
    x = yield D("y")
    print("got", x.n)
    yield


i = g()
next(i)
print("-")
i.send(D("s"))
print("--")
i.close()
print("---")
