"""Make a run equal to CPython's in every visible detail.  Each file replaces hooks of `core` or `host`.

`install` puts all of them in place.  Without it programs run, but dropped objects are not closed (`lifetimes`), and frames,
tracebacks, warnings and limits look different.  `host` and `tools` import functions of some files.
"""

from __future__ import annotations

import atexit
from functools import cache

from . import (
    allocations,
    audits,
    codes,
    fault_dumps,
    forgotten,
    frames,
    interrupts,
    lifetimes,
    limits,
    monitoring,
    origin,
    signatures,
    tracebacks,
    tracing,
    warned,
)
from . import kinds as kinds

LAYERS = (
    tracebacks,
    codes,
    signatures,
    lifetimes,
    warned,
    frames,
    origin,
    limits,
    tracing,
    monitoring,
    interrupts,
    forgotten,
    allocations,
    fault_dumps,
    audits,
)
"""The order matters: `warned` renames the code objects that `frames` looks at."""


@cache
def install() -> None:
    """Put every layer in place, once for the process."""
    atexit.register(tracing.untraced(lifetimes.at_end))  # registered first, so called last
    for layer in LAYERS:
        layer.install()


def walk() -> None:
    """Prepare for walking the program: each of its calls needs many host calls."""
    limits.calls_for_one(20)
    frames.clear_walked()
