"""A profile function, and the library's ``profile``: calls of functions, of C functions and of methods of suspended objects."""

import profile
import sys

log = []


def helper(i):
    return i * 2


def plain():
    return helper(1) + helper(2)


def generator():
    yield helper(1)


def summed():
    return sum(generator())


class Class:
    def __init__(self):
        self.items = [1, 2]

    @property
    def size(self):
        return len(self.items)

    def __add__(self, other):
        return self.size


def methods():
    o = Class()
    o.items.pop()
    sorted(o.items * 2, key=helper)
    try:
        int("x")
    except ValueError:
        pass
    try:
        helper()
    except TypeError:
        pass
    return o + 1


async def inner():
    return 1


async def outer():
    return await inner()


def driven():
    try:
        outer().send(None)
    except StopIteration:
        pass
    g = generator()
    next(g)
    try:
        g.throw(KeyError)
    except KeyError:
        pass
    g = generator()
    g.send(None)
    g.close()


def note(frame, event, arg):
    log.append((event, frame.f_code.co_name, frame.f_lineno, getattr(arg, "__name__", arg)))


for function in (plain, summed, methods, driven):
    sys.setprofile(note)
    function()
    sys.setprofile(None)
    profiler = profile.Profile(bias=0)
    profiler.runcall(function)
    profiler.create_stats()
    print(function.__name__, sorted([(key[2], value[0]) for key, value in profiler.stats.items() if key[0] == __file__]))
for entry in log:
    print(*entry)
