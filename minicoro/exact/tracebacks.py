"""Tracebacks do not show the interpreter's frames."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Any

from ..core import engine
from ..core.errors import next_entry
from .stand_ins import exchange
from .variables import host_code

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


def is_own(traceback: TracebackType) -> bool:
    """Whether an entry is of a file of the interpreter."""
    return host_code(traceback.tb_frame).co_filename.startswith(PACKAGE)


def _is_hidden(traceback: TracebackType) -> bool:
    """Whether an entry is the interpreter's: of one of its files, or of a machine's code without a line."""
    return is_own(traceback) or (traceback.tb_lineno is None and "$o" in host_code(traceback.tb_frame).co_varnames)


def _next(traceback: TracebackType) -> TracebackType | None:
    """``tb_next``: the next entry of the program.  (A StopIteration keeps one of ``send`` until it is looked for.)"""
    found = next_entry(traceback)
    if found is None or host_code(_getframe(1)).co_filename.startswith(PACKAGE):
        return found
    while found is not None and _is_hidden(found):
        found = next_entry(found)
        _tb_next.__set__(traceback, found)
    return found


_tb_next: Any = vars(TracebackType)["tb_next"]
_getframe = sys._getframe


def install() -> None:
    """Rule: traceback/places"""
    engine.is_own = is_own
    exchange(TracebackType, "tb_next", property(_next, _tb_next.__set__, _tb_next.__delete__))
