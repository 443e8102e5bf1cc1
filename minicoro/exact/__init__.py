"""What makes a run equal to CPython's to the letter.  Each file is optional and hooks onto a seam of `core` or `host`.

`install` puts all of them in place; without it programs run, and what is left out is only seen by those who look.
"""

from __future__ import annotations

from . import frames, lifetimes, tracebacks, warned

LAYERS = (tracebacks, frames, lifetimes, warned)


def install() -> None:
    """Put every layer in place, once for the process."""
    for layer in LAYERS:
        layer.install()
