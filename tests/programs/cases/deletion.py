"""del in all its forms, and when objects die."""

import weakref


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


a = Noisy("a")
b = a
del a
print("still")
b = None
print("now")


def f():
    x = Noisy("x")
    y = Noisy("y")
    del x
    print("in f")


f()
holder = [Noisy("h0"), Noisy("h1"), Noisy("h2")]
del holder[0], holder[:]
print(holder)
d = {"k": Noisy("k"), "m": {"n": 1}}
del d["k"], (d["m"]["n"])
print(d)
for n in [Noisy("loop")]:
    pass
del n
Noisy("temporary")
print("after temporary")


def parameter(p):
    del p
    print("deleted parameter")


parameter(Noisy("argument"))
r = weakref.ref(g := Noisy("weak"))
print(r() is g)
del g
print(r())
try:
    raise ValueError(Noisy("in error"))
except ValueError as error:
    pass
print("after handler")


def generator():
    held = Noisy("held")
    yield 1
    print("never")


it = generator()
next(it)
del it
print("closed")
last = Noisy("at exit")
del a
