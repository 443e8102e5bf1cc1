"""When the variables of a generator die that ignores GeneratorExit while it handles an exception."""

import gc
import sys

sys.unraisablehook = lambda given: print("ignored", given.exc_value)


class Held:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("freed", self.name)


def in_except(held):
    try:
        raise KeyError
    except KeyError:
        while True:
            try:
                yield
            except GeneratorExit:
                print("stays")


def in_named_except(held):
    try:
        raise KeyError
    except KeyError as error:
        while True:
            try:
                yield error
            except GeneratorExit:
                print("stays")


def in_finally(held):
    try:
        raise KeyError
    finally:
        while True:
            try:
                yield
            except GeneratorExit:
                print("stays")


gc.disable()
for function in (in_except, in_named_except, in_finally):
    it = function(Held(function.__name__))
    next(it)
    del it
    print("dropped")
    gc.collect()
