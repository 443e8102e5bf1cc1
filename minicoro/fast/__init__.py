"""What makes a run quicker and changes nothing else.  Nothing may be here without a benchmark."""

from __future__ import annotations

from . import chains


def install() -> None:
    """Put all of it in place, once for the process."""
    chains.install()
