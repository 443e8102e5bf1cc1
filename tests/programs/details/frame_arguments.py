"""The code object and the arguments that frames of suspending functions show: running, suspended, failed, and of a dropped one."""

import inspect
import sys
import traceback


def shown(frame):
    found = inspect.getargvalues(frame)
    code = frame.f_code
    return found.args, found.varargs, found.keywords, code.co_argcount, code.co_kwonlyargcount, code.co_varnames[:4]


def generator(a, *b, c=1, **d):
    x = 2
    print(shown(sys._getframe()), sys._getframe().f_code is generator.__code__)
    yield x
    print(inspect.formatargvalues(a, None, None, {"a": a}), sys._getframe().f_code is generator.__code__)
    raise LookupError(
        a,
        [x for x in d],
    )


async def coroutine(n):
    print(shown(sys._getframe()), sys._getframe().f_code is coroutine.__code__)
    return n


async def async_generator(n, /, m=2):
    print(shown(sys._getframe()))
    yield n


def tracer(frame, event, argument):
    if frame.f_code.co_name in ("generator", "coroutine"):
        print(event, frame.f_code.co_argcount, frame.f_code in (generator.__code__, coroutine.__code__))
        return tracer
    return None


g = generator(1, 2, z=3)
print(shown(g.gi_frame))
next(g)
print(shown(g.gi_frame))
try:
    next(g)
except LookupError as error:
    for entry in traceback.extract_tb(error.__traceback__):
        print(entry.name, entry.lineno, entry.end_lineno, entry.colno, entry.end_colno)
    frame = error.__traceback__.tb_next.tb_frame
    print(shown(frame), frame.f_code is generator.__code__)
    print(list(frame.f_code.co_positions())[error.__traceback__.tb_next.tb_lasti // 2])
print(shown(generator(1).gi_frame))
for start in coroutine(1), async_generator(1).__anext__():
    try:
        start.send(None)
    except (StopIteration, StopAsyncIteration) as stop:
        print(stop.value)
sys.settrace(tracer)
try:
    list(generator(1))
except LookupError:
    pass
try:
    coroutine(1).send(None)
except StopIteration:
    pass
sys.settrace(None)
