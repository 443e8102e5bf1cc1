"""Tracebacks: the interpreter's own frames do not show."""

from __future__ import annotations

import os
from types import TracebackType

from ..core import engine

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


def is_own(entry: TracebackType) -> bool:
    """Whether an entry is of the interpreter's own code: a file of ours, or code without a line."""
    return entry.tb_frame.f_code.co_filename.startswith(PACKAGE) or entry.tb_lineno is None


def install() -> None:
    """Rule: traceback/places"""
    engine.is_own = is_own
