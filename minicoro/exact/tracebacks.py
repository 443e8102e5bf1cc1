"""Tracebacks do not show the interpreter's frames."""

from __future__ import annotations

import _thread
import os
import sys
from types import TracebackType
from typing import Any

from ..core import engine
from ..core.errors import cause_of, context_of, line_of_entry, next_entry, traceback_of
from .stand_ins import Builtin, exchange
from .variables import host_code

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


def is_own(traceback: TracebackType) -> bool:
    """Whether an entry is of a file of the interpreter."""
    return host_code(traceback.tb_frame).co_filename.startswith(PACKAGE)


def _is_hidden(traceback: TracebackType) -> bool:
    """Whether an entry is the interpreter's: of one of its files, or of a machine's code without a line."""
    return is_own(traceback) or (line_of_entry(traceback) is None and "$o" in host_code(traceback.tb_frame).co_varnames)


def _next(traceback: TracebackType) -> TracebackType | None:
    """``tb_next``: the next entry of the program.  (A StopIteration keeps one of ``send`` until it is looked for.)"""
    if host_code(_getframe(1)).co_filename.startswith(PACKAGE):
        return next_entry(traceback)
    return _next_shown(traceback)


def _next_shown(traceback: TracebackType) -> TracebackType | None:
    found = next_entry(traceback)
    while found is not None and _is_hidden(found):
        found = next_entry(found)
        _tb_next.__set__(traceback, found)
    return found


def _stripped(traceback: TracebackType | None) -> TracebackType | None:
    """The first entry of the program; the entries of the interpreter after it are removed."""
    while traceback is not None and is_own(traceback):
        traceback = next_entry(traceback)
    entry = traceback
    while entry is not None:
        entry = _next_shown(entry)
    return traceback


def _strip_all(error: BaseException) -> None:
    """Remove the interpreter's entries from an exception and from those that are shown with it."""
    left: list[Any] = [error]
    seen = set()
    while left:
        error = left.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        engine.strip(error)
        _stripped(traceback_of(error))
        left += [cause_of(error), context_of(error)]
        if issubclass(type(error), BaseExceptionGroup):
            left += _members(error)


def _stripped_fields(fields: Any) -> list[Any]:
    """The fields of an error (its class, it, its traceback, others) that the host's C code is to show."""
    kind, error, traceback, *others = fields
    if issubclass(type(error), BaseException):
        _strip_all(error)
    return [kind, error, _stripped(traceback) if type(traceback) is TracebackType else traceback, *others]


class _Hook(Builtin):
    """A hook of the host for errors.  Its C code follows the entries itself, and so does not ask for ``tb_next``."""

    __slots__ = ()

    def __init__(self, hook: Any) -> None:
        super().__init__(hook, hook)

    def __call__(self, /, *args: Any, **keywords: Any) -> Any:
        try:
            if len(args) == 3:
                args = tuple(_stripped_fields(args))
            elif len(args) == 1 and hasattr(type(args[0]), "n_sequence_fields"):  # as UnraisableHookArgs
                args = (type(args[0])(_stripped_fields(args[0])),)
            return self._act(*args, **keywords)
        except BaseException as error:
            engine.strip(error)
            raise


_tb_next: Any = vars(TracebackType)["tb_next"]
_members: Any = vars(BaseExceptionGroup)["exceptions"].__get__
_getframe = sys._getframe


def install() -> None:
    """Rule: traceback/places"""
    engine.is_own = is_own
    exchange(TracebackType, "tb_next", property(_next, _tb_next.__set__, _tb_next.__delete__))
    shows_thread = _thread._excepthook = _Hook(_thread._excepthook)
    threading = sys.modules.get("threading")
    _put_hook(sys, "excepthook", _Hook(sys.__excepthook__))
    _put_hook(sys, "unraisablehook", _Hook(sys.__unraisablehook__))
    if threading is not None:
        _put_hook(threading, "excepthook", shows_thread)


def _put_hook(module: Any, name: str, hook: _Hook) -> None:
    """Replace a hook of the host, and also its other name."""
    if getattr(module, name) is getattr(module, f"__{name}__"):
        setattr(module, name, hook)
    setattr(module, f"__{name}__", hook)
