# ---
# description: The handled exception of a frame is not seen by its delegate during a throw.
# rule: context/own-stack
# features: [generator, yield-from]
# ---

import sys


def handled():
    return repr(sys.exc_info()[1])


def inner():
    print("begins", handled())
    try:
        yield 1
    except ValueError as error:
        print(repr(error.__context__))
    print("thrown into", handled())
    try:
        raise IndexError
    except IndexError as error:
        print(repr(error.__context__))
    yield 2
    print("sent to", handled())
    yield 3
    raise OSError


def outer():
    try:
        raise TypeError
    except TypeError:
        yield from inner()


it = outer()
print(next(it))
print(it.throw(ValueError))
print(next(it))
try:
    it.throw(KeyError)
except KeyError as error:
    print(repr(error.__context__))
