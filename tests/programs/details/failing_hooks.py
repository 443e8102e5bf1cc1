"""Errors that no code can catch: what a hook sees while it is called, and what is printed if a hook itself fails."""

import sys
import warnings


class Hook:
    """A hook that tells, or fails."""

    fails = False

    def __call__(self, told):
        if self.fails:
            raise OSError("the hook fails")
        error = told.exc_value
        print(repr(error), sys.exc_info()[0], repr(error.__context__))

    def __repr__(self):
        return "<hook>"


def generator():
    try:
        yield
    finally:
        raise KeyError("in finally")


class Unclosable:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    @property
    def close(self):
        raise TypeError("no close")


def delegating():
    yield from Unclosable()


async def items():
    try:
        yield
    finally:
        raise IndexError


async def coroutine():
    pass


def finalizer(dropped):
    print("finalizer", sys.exc_info()[0])
    raise RuntimeError("the finalizer fails")


def dropped():
    o = generator()
    next(o)
    del o
    try:
        raise ValueError("handled")
    except ValueError:
        o = generator()
        next(o)
        del o
    o = delegating()
    next(o)
    o.close()
    sys.set_asyncgen_hooks(finalizer=finalizer)
    o = items()
    try:
        o.asend(None).send(None)
    except StopIteration:
        pass
    del o
    sys.set_asyncgen_hooks(finalizer=None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        coroutine()
        items().asend(None)


sys.unraisablehook = Hook()
dropped()
Hook.fails = True
dropped()
