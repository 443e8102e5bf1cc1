"""What makes a run equal to CPython's to the letter.  Each file is optional and hooks onto a seam of `core` or `host`.

`install` puts all of them in place; without it programs run, and what is left out is only seen by those who look.
"""

from __future__ import annotations

import warnings
from functools import cache

from . import (
    codes,
    forgotten,
    frames,
    interrupts,
    lifetimes,
    limits,
    origin,
    signatures,
    stand_ins,
    tracebacks,
    tracing,
    warned,
)
from . import kinds as kinds

ROOM = limits.ROOM

LAYERS = (tracebacks, codes, signatures, lifetimes, warned, frames, origin, limits, tracing, interrupts, forgotten)
"""In this order: `warned` renames the code that `frames` looks at."""


@cache
def install() -> None:
    """Put every layer in place, once for the process."""
    for layer in LAYERS:
        layer.install()


def walk() -> None:
    """The program is going to be walked: a call of it needs many of the host's, and warnings pass over the walker's frames."""
    limits.calls_for_one(20)
    stand_ins.replace(warnings, warn=warned.warn_in_walk)


def begin() -> None:
    """The program begins: called by the outermost function that it runs under."""
    limits.begin()
