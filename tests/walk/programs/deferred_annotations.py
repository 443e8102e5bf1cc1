"""Annotations of variables under conditions: from 3.14 on, those count that have been executed (PEP 649)."""


def made(flag):
    class Made:
        a: int
        if flag:
            b: str
        else:
            c: float
        for i in range(2):
            if i:
                d: i
            (e): 3
        print(sorted(locals()))

    return Made


print(made(1).__annotations__, made(0).__annotations__)

for turn in (1, 2):
    if turn == 1:
        first: int = 3
    else:
        second: list
    try:
        1 / 0
        never: int
    except ZeroDivisionError:
        handled: 5
while 0:
    nowhere: int
print(__annotations__)


def function(x: int):
    pass


class Class:
    def method(self) -> int:
        pass

    y: "Class"
    x = 3


for value in (function, Class.method, Class):
    print(value.__qualname__, getattr(getattr(value, "__annotate__", None), "__qualname__", None))
print(sorted(vars(Class)), sorted(name for name in globals() if "annot" in name))


def shadowing():
    format = int

    def inner(x: format) -> format:
        pass

    class Inner:
        y: format

    return inner, Inner


for value in shadowing():
    print(value.__annotations__)
    if hasattr(value, "__annotate__"):
        print(value.__annotate__.__code__.co_varnames)
