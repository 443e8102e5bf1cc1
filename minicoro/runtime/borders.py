"""The border between what the program or a library calls and the interpreter's own frames."""

from __future__ import annotations

import sys

from minicoro.runtime.traceback import strip


def border() -> None:
    """Take our entries out of the exception being handled, before it goes on to a caller outside."""
    error = sys.exc_info()[1]
    assert error is not None
    strip(error)
