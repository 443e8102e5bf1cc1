"""An object that ignores GeneratorExit, and keeps the exception in a variable that it shares with another function (drop/ignored-exit)."""

import gc
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __iter__(self):
        try:
            yield 1
        finally:
            print("closed", self.name)


def captured():
    try:
        yield 1
    except GeneratorExit as c:
        held = Noisy("inner")
        for _ in held:
            yield 2

    def inner():
        c


def not_captured():
    try:
        yield 1
    except GeneratorExit as c:
        for _ in Noisy("inner"):
            yield 2


def from_outside():
    kept = None

    def gen():
        nonlocal kept
        try:
            yield 1
        except GeneratorExit as error:
            kept = error
            for _ in Noisy("outer"):
                yield 2

    return gen()


sys.unraisablehook = lambda u: print("ignored", u.exc_value)
gc.disable()
for make in (captured, not_captured, from_outside):
    g = make()
    next(g)
    print(make.__name__)
    del g
    print("dropped")
    gc.collect()
    print("collected")
