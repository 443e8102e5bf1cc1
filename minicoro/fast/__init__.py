"""Optional speed: behaviour is the same without this room.  Each file needs a benchmark."""

from __future__ import annotations

from . import chains


def install() -> None:
    """Install all parts of this room, once for the process."""
    chains.install()
