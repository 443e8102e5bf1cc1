# ---
# description: The traceback of an exception thrown in begins with the caller and ends at the yield.
# rule: generator/throw
# features: [generator, tracebacks]
# ---

import traceback


def inner():
    yield 1


def outer():
    yield from inner()


it = outer()
next(it)
try:
    it.throw(KeyError)
except KeyError as error:
    print([(f.name, f.lineno) for f in traceback.extract_tb(error.__traceback__)])
