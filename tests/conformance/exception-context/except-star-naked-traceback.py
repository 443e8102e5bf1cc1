# ---
# description: Whether the group that except* makes of a single exception has an entry for the frame; 3.13 has changed it.
# rule: exceptions/except-star
# features: [generator, coroutine, except-star, tracebacks]
# min-python: 3.11
# ---
import traceback


def g():
    try:
        yield
    except* KeyError as group:
        yield [(entry.name, entry.lineno) for entry in traceback.extract_tb(group.__traceback__)]


def plain():
    try:
        raise KeyError
    except* KeyError as group:
        print([(entry.name, entry.lineno) for entry in traceback.extract_tb(group.__traceback__)])


it = g()
next(it)
print(it.throw(KeyError("k")))
plain()
