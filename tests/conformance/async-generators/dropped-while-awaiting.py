# ---
# description: Without a finaliser, one that awaits in its cleanup ignores GeneratorExit.
# rule: async-generator/finaliser
# features: [async-generator, finalisation, types-coroutine, messages]
# ---

import sys
import types

sys.unraisablehook = lambda args: print("ignored:", repr(args.exc_value))


@types.coroutine
def pause():
    yield


async def a():
    try:
        yield 1
    finally:
        await pause()


agen = a()
try:
    agen.__anext__().send(None)
except StopIteration:
    pass
del agen
print("goes on")
