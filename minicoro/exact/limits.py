"""The recursion limit: a program meets RecursionError as deep as under CPython.

What lies below the program on the host's stack is added to the host's limit.  An error at the limit must still be taken
through the machines, which needs calls of our own: while it is, the host's limit is a little higher (`linking.LIMITS`).
Rule: recursion/limit
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from ..compiled import linking
from ..compiled.linking import LIMITS
from ..core.engine import Limit
from ..core.errors import traceback_of
from ..core.versions import RULES
from . import host_frames
from .host_frames import is_maker
from .stand_ins import replace

MARGIN = 60
"""How many calls of ours may be needed at the limit."""

ROOM = 140_000
"""So large a stack is said to be needed by the outermost function that the host takes one piece of memory for all calls
of a deep recursion, instead of taking and giving back small ones whenever it crosses the border between two."""

_real_get, _real_set = sys.getrecursionlimit, sys.setrecursionlimit


class _Depth:
    """limit: the program's.  below: how many calls of ours lie below the program.  each: how many calls of the host one
    call of the program needs; if it is more than one, the walker counts those of the program."""

    limit = _real_get()
    below = 0
    each = 1


def with_room(act: Callable[..., Any], *given: Any) -> Any:
    """``act(*given)`` for work of ours on a tree as deep as the host takes, which needs more calls than the host's."""
    limit = _real_get()
    _real_set(limit + 100_000)
    try:
        return act(*given)
    finally:
        _real_set(limit)


def begin() -> None:
    """Called by the function that the program runs under: count what lies below."""
    frame: FrameType | None = host_frames.real_getframe(1)
    depth = -1  # without `exact.begin`
    while frame is not None:
        depth += 1
        if RULES.exec_counts and (depth == 0 or frame.f_code.co_name == "_run_code"):
            depth += 1  # `exec` counts as well
        frame = host_frames.back_of(frame)
    _Depth.below = depth
    _set()


def _set() -> None:
    host = _Depth.limit * _Depth.each + _Depth.below
    LIMITS.high = host + MARGIN
    _real_set(host)
    Limit.calls = _Depth.limit if _Depth.each > 1 else sys.maxsize


def calls_for_one(count: int) -> None:
    """So many calls of the host may be needed for one of the program, which is walked."""
    _Depth.each = count


def lower() -> None:
    """The host's limit is as it was, as soon as the stack is no longer nearly full."""
    low = _Depth.limit * _Depth.each + _Depth.below
    try:
        _real_set(max(low - MARGIN // 2, 1))
    except RecursionError:
        return
    _real_set(low)


def caught(o: Any, label: int, error: BaseException) -> int:
    """`linking.caught` at the limit."""
    try:
        entry = traceback_of(error)
        while entry is not None and entry.tb_next is not None:
            if is_maker(entry.tb_next.tb_frame.f_code):
                entry.tb_next = entry.tb_next.tb_next
            else:
                entry = entry.tb_next
        return linking.caught(o, label, error)
    finally:
        lower()


def get_limit(caller: FrameType, /) -> int:
    """``sys.getrecursionlimit``"""
    return _Depth.limit


def set_limit(caller: FrameType, limit: int, /) -> None:
    """``sys.setrecursionlimit``"""
    if type(limit) is int and limit > 0:
        frame, depth = host_frames.shown(caller), 0
        while frame is not None:
            frame, depth = host_frames.outer_of(frame), depth + 1
        if depth >= limit:
            text = f"cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
            raise RecursionError(text)
        _Depth.limit = limit
        _set()
    else:
        _real_set(limit)  # it words the error


def install() -> None:
    """Count what is below the program from its start on, and show it the limit it knows."""
    linking.LINKED |= {"CaughtAtLimit": caught, "SetLimit": _real_set}
    replace(sys, getrecursionlimit=get_limit, setrecursionlimit=set_limit)
