"""functools over the program's functions."""

from functools import cache, cached_property, partial, partialmethod, reduce, singledispatch, singledispatchmethod


@singledispatch
def show(value):
    return f"object {value}"


@show.register
def _(value: int):
    return f"int {value}"


@show.register(list)
@show.register(tuple)
def _(value):
    return "sequence " + ", ".join(show(v) for v in value)


print(show(1), show("x"), show([1, (2, "y")]), show.dispatch(bool).__name__)


class Circle:
    def __init__(self, r):
        self.r = r

    @cached_property
    def area(self):
        print("computing")
        return self.r**2 * 3

    @singledispatchmethod
    def scale(self, by):
        raise TypeError(by)

    @scale.register
    def _(self, by: int):
        return self.r * by

    def power(self, n, base=0):
        return self.r**n + base

    squared = partialmethod(power, 2, base=1)


c = Circle(2)
print(c.area, c.area, c.scale(3), c.squared(), vars(c))
print(reduce(lambda a, b: a * 10 + b, [1, 2, 3]), partial(pow, exp=2)(5), partial(show)(3))


@cache
def ways(n):
    return 1 if n < 2 else ways(n - 1) + ways(n - 2)


print(ways(30), ways.cache_info().hits)
c.scale("x")
