"""A program in a file of compiled code (``python program.pyc``).  The host runs it: there is no source to interpret."""

from __future__ import annotations

import marshal
from _frozen_importlib_external import MAGIC_NUMBER
from types import CodeType
from typing import Any

HEADER = 16
"""The length of the header: the magic number, flags, and two numbers about the source."""


def is_stored(path: str, data: bytes) -> bool:
    """As ``maybe_pyc_file``."""
    return path.endswith(".pyc") or data[:2] == MAGIC_NUMBER[:2]


def stored_code(data: bytes) -> CodeType:
    """As ``run_pyc_file``, whose errors CPython prints without a traceback: here by SystemExit."""
    if len(data) < HEADER:
        raise SystemExit("EOFError: EOF read where not expected")
    if data[:4] != MAGIC_NUMBER:
        raise SystemExit("RuntimeError: Bad magic number in .pyc file")
    try:
        found: Any = marshal.loads(data[HEADER:])
    except (EOFError, TypeError, ValueError):
        found = None
    if type(found) is not CodeType:
        raise SystemExit("RuntimeError: Bad code object in .pyc file")
    return found
