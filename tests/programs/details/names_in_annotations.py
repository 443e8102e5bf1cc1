"""The qualified names of functions in annotations, lazily evaluated ones too: as if they were outside of ``__annotate__``."""


def function(a: (lambda: (yield)), b: lambda: 1, c: (x for x in [1]), *d: "text") -> lambda: (y for y in [1]):
    pass


class Body:
    variable: lambda: (yield)
    other: lambda: 1

    def method(self, a: (lambda: (yield)), c: (x for x in [1])):
        pass


def outer():
    def inner(a: (lambda: (yield)), b: lambda: 1, c: (x for x in [1])):
        pass

    class Inner:
        variable: lambda: (yield)

    return inner, Inner


for owner in function, Body, Body.method, *outer():
    for name, value in owner.__annotations__.items():
        print(owner.__qualname__, name, getattr(value, "__qualname__", value))
print(function.__annotations__["return"]().__qualname__)
