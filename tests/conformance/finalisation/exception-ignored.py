# ---
# description: An exception that leaves a dropped generator goes to the unraisable hook.
# rule: drop/exception-ignored
# features: [generator, coroutine, types-coroutine, finalisation]
# ---

import sys
import types


def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.err_msg, type(args.object).__name__)


sys.unraisablehook = hook


@types.coroutine
def pause():
    yield


def g():
    try:
        yield
    finally:
        raise KeyError("from g")


async def c():
    try:
        await pause()
    finally:
        raise ValueError("from c")


it, o = g(), c()
next(it)
o.send(None)
del it
del o
print("goes on")
