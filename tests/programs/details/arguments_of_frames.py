"""The arguments that a frame's code object names, while the frame runs, is suspended, and in the traceback of an exception."""

import inspect
import sys


def shown(code):
    count = code.co_argcount + code.co_kwonlyargcount
    stars = bool(code.co_flags & inspect.CO_VARARGS), bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return code.co_name, code.co_argcount, code.co_posonlyargcount, code.co_varnames[:count], stars


def show(frame, function):
    given = inspect.getargvalues(frame)
    values = [given.locals[name] for name in given.args]
    print(shown(frame.f_code), given.args, given.varargs, given.keywords, values, frame.f_code is function.__code__)


async def coroutine(a, /, b=2, *rest, key=3, **more):
    show(sys._getframe(), coroutine)
    raise LookupError


def generator(*many, last):
    show(sys._getframe(), generator)
    yield last
    raise LookupError


async def asynchronous(one):
    show(sys._getframe(), asynchronous)
    yield one


def plain(a, *b):
    show(sys._getframe(), plain)
    raise LookupError


def calls():
    yield lambda: coroutine(1, 5, 6, x=7).send(None)
    it = generator(1, 2, last=3)
    yield lambda: next(it)
    show(it.gi_frame, generator)
    yield lambda: next(it)
    items = asynchronous(4)
    yield lambda: items.asend(None).send(None)
    show(items.ag_frame, asynchronous)
    yield lambda: plain(1, 2)


for call in calls():
    try:
        call()
    except LookupError as error:
        entry = error.__traceback__
        while entry.tb_next is not None:
            entry = entry.tb_next
        print(shown(entry.tb_frame.f_code), entry.tb_lineno)
    except StopIteration as stop:
        print("item", stop.value)
