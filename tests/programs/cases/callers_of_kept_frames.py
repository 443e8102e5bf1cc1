"""A frame that is kept keeps its callers' frames, and these keep no value that was yielded, returned or thrown."""

import sys
import types
import weakref

frames = []


class Value:
    pass


def made():
    frames.append(sys._getframe())
    return Value()


def generator():
    yield made()


def delegating():
    yield from generator()


def catching():
    try:
        yield 1
    except ValueError:
        yield made()


def returning():
    return made()
    yield


@types.coroutine
def suspending():
    yield made()


async def awaiting():
    await suspending()


async def asynchronous():
    yield made()
    yield made()


def thrown_into(suspended):
    next(suspended)
    return suspended.throw(ValueError)


def ended(step, *args):
    try:
        step(*args)
    except StopIteration as error:
        return error.value


def died(name, act, *args):
    frames.clear()
    reference = weakref.ref(act(*args))
    print(name, reference() is None, len(frames))


items = asynchronous()
died("next", next, generator())
died("send", generator().send, None)
died("throw", thrown_into, catching())
died("yield from", next, delegating())
died("return", ended, next, returning())
died("await", awaiting().send, None)
died("anext", ended, items.__anext__().send, None)
died("asend", ended, items.asend(None).send, None)
died("list", lambda: list(generator())[0])
