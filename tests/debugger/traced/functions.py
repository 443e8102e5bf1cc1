def simple():
    a = 1
    b = a + 2
    return b


def raises():
    def inner():
        raise KeyError("x")
    inner()


def deco():
    def d(f):
        return f
    @d
    @d
    def g(a=1,
          b=2):
        return a
    return g()


def lam():
    f = lambda x: x + 1
    return f(1)


def dele():
    x, y = 1, 2
    del x
    assert y
    global zzz
    zzz = 3
    "doc"
    import os
    from os import path
    x: int = 3
    x += 1
    a = b = 3
    return y


def noret():
    x = 1
    if x:
        y = 2
    else:
        z = 3


def classes():
    class A:
        x = 1
        def f(self):
            return 2
    return A().f()


for run in (simple, raises, deco, lam, dele, noret, classes,):
    try:
        run()
    except Exception as error:
        print(type(error))
