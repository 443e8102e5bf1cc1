# ---
# description: A warning turned into an error is reported, not raised.
# rule: never-awaited/error-filter
# features: [coroutine, warnings, finalisation]
# ---

import sys
import warnings

warnings.simplefilter("error")
sys.unraisablehook = lambda args: print(repr(args.exc_value), type(args.object).__name__)


async def f():
    pass


f()
print("goes on")
