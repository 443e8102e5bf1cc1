"""Calls that have no keyword arguments, and calls whose mapping of keyword arguments is empty."""

import functools

try:
    from string.templatelib import Interpolation, Template  # 3.14: in C, it tells the two apart
except ImportError:
    Interpolation = Template = functools.partial(lambda *args, **keywords: (args, keywords))


def show(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except TypeError as error:
        print(error)


class Given:
    def __init_subclass__(cls, **keywords):
        print(cls.__name__, keywords)


class Without(Given):
    pass


class WithNone(Given, **{}):
    pass


print(Template("a", Interpolation(1, "x")))
try:
    print(Template("a", **{}))
except TypeError as error:
    print(error)
show(Template, "a")
show(Template, "a", key=1)
print(max(*[1, 2]), dict(**{}), dict(key=1, **{}), eval("1 + 1"), sorted(vars(Given()), **{}))
