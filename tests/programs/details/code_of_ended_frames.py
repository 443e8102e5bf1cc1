"""The frame in a traceback names its function's code object, parameters included, also when its object has ended."""

import asyncio


async def waiting(first, second=1, *rest, third=3):
    return 1 / 0


def items(first, *, second=2):
    yield
    return 1 / 0


async def streaming(first):
    yield 1 / 0


def made():
    async def inner(first):
        return 1 / 0

    return inner(4)


for start in (
    lambda: asyncio.run(waiting("a")),
    lambda: list(items(5)),
    lambda: streaming(6).asend(None).send(None),
    lambda: asyncio.run(made()),
):
    try:
        start()
    except ZeroDivisionError as error:
        entry = error.__traceback__
        while entry.tb_next is not None:
            entry = entry.tb_next
        frame = entry.tb_frame
        code = frame.f_code
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        print(code.co_qualname, code.co_flags & 12, [(name, frame.f_locals[name]) for name in names])
