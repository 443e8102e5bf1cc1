# ---
# description: A bare except sees GeneratorExit.
# rule: generator-exit/base-exception
# features: [generator]
# ---

import sys


def g():
    try:
        yield
    except:  # noqa: E722
        print(repr(sys.exc_info()[1]))


it = g()
next(it)
it.close()
