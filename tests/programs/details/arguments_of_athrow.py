"""The arguments of ``athrow()``: where their number is checked, and what can be driven after that."""

import sys, warnings

warnings.simplefilter("ignore")


async def g():
    try:
        yield 1
    except BaseException as e:
        print("in g", repr(e))
        raise


def step(o, *a):
    try:
        print("->", getattr(o, a[0])(*a[1:]))
    except BaseException as e:
        print("!!", type(e).__name__, e)


for args in ((), (1, 2, 3, 4), (ValueError,), (ValueError, "x"), (ValueError(1), 2), (3,)):
    for started in (False, True):
        a = g()
        if started:
            step(a.asend(None), "send", None)
        print(args, started)
        try:
            t = a.athrow(*args)
        except BaseException as e:
            print("at call", type(e).__name__, e)
            continue
        step(t, "send", None)
        step(t, "send", None)
        t = a.athrow(*args)
        step(t, "throw", KeyError(2))
        t = a.athrow(*args)
        step(t, "close")
        step(a.asend(None), "send", None)
