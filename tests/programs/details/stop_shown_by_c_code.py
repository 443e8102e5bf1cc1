"""The host's own hooks for errors show a StopIteration, alone and as a context, without the interpreter's entries."""

import atexit
import sys
import threading


def first(items):
    return next(items)


def first_or_fail(items):
    try:
        return next(items)
    except StopIteration:
        raise KeyError("empty")


def first_in_a_group(items):
    try:
        return next(items)
    except StopIteration as error:
        raise ExceptionGroup("group", [error])


class Dropped:
    def __init__(self, act):
        self.act = act

    def __del__(self):
        self.act(item for item in ())


def ended():
    yield
    return


for act in first, first_or_fail, first_in_a_group:
    Dropped(act)
    thread = threading.Thread(target=act, args=((item for item in ()),), name="thread")
    thread.start()
    thread.join()
    try:
        act(item for item in ())
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
        sys.__excepthook__(type(error), error, None)

for hook in sys.excepthook, sys.unraisablehook, threading.excepthook:
    for arguments in (), (1,), (1, 2, 3, 4):
        try:
            hook(*arguments)
        except TypeError as error:
            print(error)
    try:
        hook(wrong=1)
    except TypeError as error:
        print(error)
print(sys.excepthook is sys.__excepthook__, sys.unraisablehook is sys.__unraisablehook__, sys.excepthook)
print(threading.excepthook is threading.__excepthook__)

generator = ended()
next(generator)
atexit.register(next, generator)
last = Dropped(first_or_fail)
first_or_fail(item for item in ())
