"""A module's own lines count too."""

import contextlib


@contextlib.contextmanager
def manager(n):
    yield n


class Base:
    """A class with a docstring."""

    @staticmethod
    def make(*args,
             **kw):
        return (args,
                kw)


class Derived(Base):
    number: int = 3

    def __call__(self):
        return [self.number for _ in range(2)] or super().__call__()


def groups():
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError as group:
        x = group
    except* KeyError:
        x = 2
    else:
        x = 3
    return x


def recursive(n):
    return 1 if n == 0 else n * recursive(n - 1)


def finals():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            with manager(i) as j:
                j += 1
    while i:
        i -= 1
    else:
        return "end"


def nested():
    def inner(a, b=1, *c, d=2, **e):
        nonlocal x
        x = a
        return x

    x = 0
    inner(1)
    inner(
        a=1,
        d=x,
    )
    result = inner(2) + inner(
        3
    )
    del x
    assert result, (
        "no result"
    )


    return f"{result}"


def unpacking():
    (a, b), *c = (1, 2), 3, 4
    d = {**{"a": a}, "b": b}
    e = [*c, a]
    d["a"], e[0] = e[0], d["a"]
    d["a"] += 1
    if a and (b or
              c):
        return (yield)
    return d


print(Base.make(1, two=2), Derived()(), groups(), recursive(3), finals(), nested(), list(unpacking()))
