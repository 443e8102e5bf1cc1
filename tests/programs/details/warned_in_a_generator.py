"""`warnings.warn` with a stack level counts the program's frames, also through `next` and `send`."""

import warnings


def generator():
    warnings.warn("generator", stacklevel=2)
    yield


async def coroutine():
    warnings.warn("coroutine", stacklevel=2)


async def items():
    warnings.warn("items", stacklevel=2)
    yield 1


def resume(o, method, *values):
    try:
        getattr(o, method)(*values)
    except StopIteration:
        print("ended")


def advance():
    next(generator())


warnings.simplefilter("always")
advance()
resume(generator(), "__next__")
resume(generator(), "send", None)
resume(coroutine(), "send", None)
resume(coroutine().__await__(), "__next__")
resume(coroutine().__await__(), "send", None)
resume(items().__anext__(), "send", None)
resume(items().asend(None), "__next__")
