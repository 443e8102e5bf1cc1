"""Decorators with arguments, in stacks, on classes, by objects."""

import functools


def logged(prefix):
    print("making", prefix)

    def decorate(function):
        print("applying", prefix, function.__name__)

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            print(prefix, args, kwargs)
            return function(*args, **kwargs)

        return wrapper

    return decorate


@logged("first")
@logged("second")
def add(a, b=1):
    """Adds."""
    return a + b


print(add(1, b=2), add.__name__, add.__doc__, add.__wrapped__.__wrapped__(5))


class Counting:
    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)

    def __get__(self, instance, owner):
        return functools.partial(self, instance)


class K:
    @Counting
    def method(self, x):
        return x * 2

    @staticmethod
    @functools.lru_cache
    def cached(x):
        print("computing", x)
        return x + 1

    @classmethod
    @property
    def nothing(cls):
        return 1


k = K()
print(k.method(2), k.method(3), K.__dict__["method"].calls, K.cached(1), k.cached(1))


@(lambda f: [f, f.__name__])
def listed():
    pass


print(listed[1])


@functools.total_ordering
class T:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v


print(T(1) <= T(2), T(3) >= T(4))


@undefined_decorator
def f():
    pass
