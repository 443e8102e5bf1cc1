# ---
# description: The positions in tracebacks of a suspending function.
# rule: traceback/places
# features: [generator, tracebacks]
# min-python: 3.11
# ---

import traceback


def g():
    yield
    try:
        (yield) + (
            undefined
        )
    except NameError as error:
        yield show(error)
    try:
        print(
            "a",
            1 / 0,
        )
    except ZeroDivisionError as error:
        yield show(error)
    try:
        [
            x.missing
            for x in (yield)
        ]
    except AttributeError as error:
        yield show(error)


def show(error):
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return frame.lineno, frame.end_lineno, frame.colno, frame.end_colno


it = g()
next(it)
next(it)
print(next(it))
print(next(it))
next(it)
print(it.send([1]))
