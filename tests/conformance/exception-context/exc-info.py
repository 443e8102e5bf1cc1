# ---
# description: sys.exc_info in a generator, in its handler and in the caller's.
# rule: context/own-stack
# features: [generator]
# ---

import sys


def show(place):
    print(place, repr(sys.exc_info()[1]))


def g():
    show("begin")
    try:
        yield
        raise KeyError("mine")
    except KeyError:
        show("handler")
        yield
        show("handler again")
    show("behind")
    yield


it = g()
next(it)
try:
    raise ValueError("caller's")
except ValueError:
    next(it)
    show("caller")
show("outside")
next(it)
show("outside")
