"""An object that ignores GeneratorExit is replaced by another one, which is dropped, too: nothing keeps the second one."""

import sys


def log(x):
    print("log", x)


def gen2():
    try:
        assert None
    except AssertionError:
        try:
            yield 210
        finally:
            log("finally")
            yield 5


def run():
    o = gen2()
    next(o)
    o = gen2()
    print("second")
    next(o)
    o = None
    print("after")


sys.unraisablehook = lambda u: print("ignored", u.exc_value)
run()
print("module")
o = gen2()
next(o)
o = gen2()
print("second")
next(o)
o = None
print("after")
