"""Optional speed: behaviour is the same without this package.  Each file needs a benchmark."""

from __future__ import annotations

from . import chains


def install() -> None:
    """Install all parts of this package, once for the process."""
    chains.install()
