# ---
# description: A dropped generator that yields in its cleanup.
# rule: drop/ignored-exit
# features: [generator, finalisation, messages]
# ---

import sys

sys.unraisablehook = lambda args: print(repr(args.exc_value))


def g():
    try:
        yield 1
    finally:
        yield 2
        print("never")


it = g()
next(it)
del it
print("goes on")
