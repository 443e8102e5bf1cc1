"""The words of errors about `__await__`, with qualified names from 3.15 on; `get` of a mapping that is matched."""


class O:
    class A:
        def __await__(self):
            return self

    class B:
        def __await__(self):
            return c()

    class I:
        def __aiter__(self):
            return self

        def __anext__(self):
            return O.A()


async def c():
    pass


async def m(x):
    await x


async def f(x):
    async for i in x:
        pass


import collections


class D(collections.UserDict):
    def __await__(self):
        return collections.UserDict()


import warnings

warnings.simplefilter("ignore")
for k in (m(O.A()), m(O.B()), f(O.I()), m(D()), m(3), m(collections.UserDict())):
    try:
        k.send(None)
    except TypeError as e:
        print(e, "|", e.__cause__)


class Dt(dict):
    def get(self, k, d=None):
        return dict.get(self, k, d)


match Dt(a=1):
    case {"a": 2}:
        print("two")
    case {"b": 2}:
        print("two")
    case {"a": x}:
        print(x)
