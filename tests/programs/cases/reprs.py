"""How things of the program print, addresses left out."""

import re


def plain():
    pass


async def coroutine():
    pass


def generator():
    yield


async def asyncgen():
    yield


class Outer:
    class Inner:
        def method(self):
            pass

        @classmethod
        def cls(cls):
            pass

        @staticmethod
        def static():
            def nested():
                pass

            return nested


def show(value):
    print(re.sub(r"0x[0-9a-f]+", "0x", repr(value)))


c = coroutine()
for value in (plain, coroutine, generator(), asyncgen(), c, lambda: 0, Outer, Outer.Inner, Outer.Inner.method):
    show(value)
c.close()
show(Outer.Inner().method)
show(Outer.Inner.cls)
show(Outer.Inner.static())
show(Outer.Inner())
show((x for x in []))
show(plain.__code__)
show(property(plain))
show(staticmethod(plain))
show(type(plain))
show(type(generator()))
show(super(Outer.Inner, Outer.Inner()))
show(__name__)
show(plain.__get__(1))
print(Outer.Inner.method.__qualname__, (lambda: 0).__qualname__, plain.__module__)
