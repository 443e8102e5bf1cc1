"""``sys.addaudithook``: a program's hook does not get the events of the interpreter's own work.

Such an event would also call a walked hook again for each step of the hook.
"""

from __future__ import annotations

import sys
from _thread import _local
from types import FrameType
from typing import Any

from .host_frames import real_getframe
from .stand_ins import replace
from .tracebacks import PACKAGE
from .variables import host_code

WORK = frozenset(
    ["sys._getframe", *[f"object.__{name}attr__" for name in ("get", "set", "del")], "code.__new__", "function.__new__"]
)
"""The events of looking at frames and functions, and of making functions."""


class _Thread(_local):
    """asking: `_is_own` looks at a frame, which is an event, too.  inside: a hook runs."""

    asking = inside = False


_thread = _Thread()
_add_hook = sys.addaudithook


def _is_own() -> bool:
    """Whether the frame that caused the current event runs code of the interpreter."""
    if _thread.asking:
        return True
    _thread.asking = True
    try:
        return host_code(real_getframe(2)).co_filename.startswith(PACKAGE)
    finally:
        _thread.asking = False


def add_hook(caller: FrameType, *given: Any, **named: Any) -> None:
    """``sys.addaudithook``"""
    if len(given) + len(named) != 1 or not named.keys() <= {"hook"}:
        _add_hook(*given, **named)  # raises the host's own error
    hook = named.get("hook") or given[0]

    def told(event: str, arguments: tuple[object, ...]) -> None:
        if (event in WORK or (event == "compile" and _thread.inside)) and _is_own():
            return
        outer, _thread.inside = _thread.inside, True
        try:
            hook(event, arguments)
        finally:
            _thread.inside = outer

    _add_hook(told)


def install() -> None:
    replace(sys, addaudithook=add_hook)
