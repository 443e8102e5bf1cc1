"""Tracebacks do not show the interpreter's frames."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

from ..core import engine

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


def is_own(traceback: TracebackType) -> bool:
    """Whether an entry is of a file of the interpreter."""
    return traceback.tb_frame.f_code.co_filename.startswith(PACKAGE)


def _is_hidden(traceback: TracebackType) -> bool:
    """Whether an entry is the interpreter's: of one of its files, or of code without a line."""
    return is_own(traceback) or traceback.tb_lineno is None


def program_part(traceback: TracebackType | None) -> TracebackType | None:
    """A traceback without the interpreter's entries.  (A StopIteration keeps one of ``send`` until its traceback is read.)"""
    while traceback is not None and _is_hidden(traceback):
        traceback = traceback.tb_next
    entry = traceback
    while entry is not None and entry.tb_next is not None:
        if _is_hidden(entry.tb_next):
            entry.tb_next = entry.tb_next.tb_next
        else:
            entry = entry.tb_next
    return traceback


def _adjust_traceback(module: Any) -> None:
    """Make the module ``traceback`` read only the program's entries."""
    for name in ("walk_tb", "_walk_tb_with_full_positions"):
        setattr(module, name, _of_program(getattr(module, name)))


def _of_program(walk: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def walk_program(tb: TracebackType | None) -> Any:
        return walk(program_part(tb))

    walk_program.__name__, walk_program.__qualname__, walk_program.__module__ = (
        walk.__name__,
        walk.__qualname__,
        walk.__module__,
    )
    walk_program.__doc__ = walk.__doc__
    return walk_program


ADJUSTED: dict[str, Callable[[Any], None]] = {"traceback": _adjust_traceback}
"""Changes of modules of the host, made when they are loaded."""


def install() -> None:
    """Rule: traceback/places"""
    engine.is_own = is_own
    for name, adjust in ADJUSTED.items():
        if name in sys.modules:
            adjust(sys.modules[name])
