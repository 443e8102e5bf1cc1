"""An exception leaves a handler: the values of the interrupted statement are dropped while the handled exception still is."""

import sys


def gen(name):
    try:
        yield 1
    finally:
        e = sys.exception()
        print(name, repr(e), repr(e.__context__))


def fail(x):
    raise ValueError(x)


def plain_finally():
    try:
        fail("first")
    finally:
        for b in gen("finally"):
            fail("second")


def plain_except():
    try:
        fail("first")
    except ValueError as e:
        for b in gen("except"):
            fail("second")


def plain_bare():
    try:
        fail("first")
    except:
        for b in gen("bare"):
            fail("second")


def plain_star():
    try:
        fail("first")
    except* ValueError:
        for b in gen("star"):
            fail("second")


class M:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        for b in gen("exit"):
            fail("second")


def plain_with():
    with M():
        fail("first")


def nested():
    try:
        fail("zero")
    except ValueError:
        for c in gen("outer"):
            try:
                fail("first")
            finally:
                for b in gen("inner"):
                    fail("second")


def call_args():
    try:
        fail("first")
    except ValueError:
        print([x for x in gen("comp") if fail("second")])


def s_finally():
    try:
        fail("first")
    finally:
        yield 1
        for b in gen("s finally"):
            fail("second")


def s_except():
    try:
        fail("first")
    except ValueError as e:
        yield 1
        for b in gen("s except"):
            fail("second")


def s_loop():
    try:
        fail("first")
    except ValueError as e:
        for b in gen("s loop"):
            yield 1
            fail("second")


def s_star():
    try:
        fail("first")
    except* ValueError as e:
        for b in gen("s star"):
            yield 1
            fail("second")


def s_finally_no():
    yield 1
    try:
        fail("first")
    finally:
        for b in gen("s finally no"):
            fail("second")


import traceback

for f in [
    plain_finally,
    plain_except,
    plain_bare,
    plain_star,
    plain_with,
    nested,
    call_args,
    s_finally,
    s_except,
    s_loop,
    s_star,
    s_finally_no,
]:
    try:
        r = f()
        if r is not None:
            for x in r:
                pass
    except BaseException as e:
        print(f.__name__, repr(e), repr(e.__context__))
        traceback.print_exc(file=sys.stdout)
