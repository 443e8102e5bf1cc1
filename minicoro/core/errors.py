"""Access the fields of exceptions directly, whatever their classes define: a property, ``__getattribute__``, frozen fields."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

_FIELDS: Any = vars(BaseException)

traceback_of: Callable[[BaseException], TracebackType | None] = _FIELDS["__traceback__"].__get__
set_traceback: Callable[[BaseException, TracebackType | None], None] = _FIELDS["__traceback__"].__set__
context_of: Callable[[BaseException], BaseException | None] = _FIELDS["__context__"].__get__
set_context: Callable[[BaseException, BaseException | None], None] = _FIELDS["__context__"].__set__
cause_of: Callable[[BaseException], BaseException | None] = _FIELDS["__cause__"].__get__

next_entry: Callable[[TracebackType], TracebackType | None] = vars(TracebackType)["tb_next"].__get__


def line_of_entry(entry: TracebackType) -> int | None:
    """The line of a traceback entry; None if its code has no line (``tb_lineno`` is -1 then in the first bugfix releases of 3.11)."""
    line: int | None = entry.tb_lineno
    return None if line == -1 else line
