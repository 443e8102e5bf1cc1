"""Where a builtin stands in a traceback that goes over a generator expression: from 3.14 on, at its name."""

import traceback


def numbers():
    yield 1


def show(act):
    try:
        act()
    except ZeroDivisionError as error:
        print([(e.lineno, e.end_lineno, e.colno, e.end_colno) for e in traceback.extract_tb(error.__traceback__)][1:])


show(lambda: tuple(x / 0 for x in numbers()))
show(lambda: list(x / 0 for x in numbers()))
show(lambda: set(x / 0 for x in numbers()))
show(lambda: any(x / 0 for x in numbers()))
show(lambda: all(x / 0 for x in numbers()))
show(lambda: dict(x / 0 for x in numbers()))
show(lambda: sum(x / 0 for x in numbers()))
show(lambda: sorted((x / 0 for x in numbers()), key=None))
show(lambda: all([x / 0 for x in numbers()]))


async def returns():
    return list(x / 0 for x in numbers())


async def decides():
    if any(x / 0 for x in numbers()) and await returns():
        pass


def yields():
    yield tuple(x / 0 for x in numbers()), (yield)


show(lambda: returns().send(None))
show(lambda: decides().send(None))
show(lambda: next(yields()))
