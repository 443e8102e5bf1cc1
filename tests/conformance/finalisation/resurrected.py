# ---
# description: An object that the unraisable hook stores is closed, and stays alive.
# rule: drop/resurrected
# features: [generator, finalisation]
# ---

import sys

saved = []
sys.unraisablehook = lambda args: saved.append(args.object)


def g():
    try:
        yield 1
    finally:
        raise KeyError


it = g()
next(it)
del it
print(saved[0].__name__, saved[0].gi_frame, list(saved[0]))
