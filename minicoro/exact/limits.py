"""The recursion limit: a program gets RecursionError at the same depth as under CPython.

The calls below the program on the host's stack are added to the host's limit.  An exception at the limit must still be
passed through the machines, which needs calls of the interpreter: meanwhile the host's limit is higher (`linking.LIMITS`).
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
from .variables import host_code

MARGIN = 60
"""How many calls of the interpreter may be needed at the limit."""

ROOM = 4
"""How many calls a replaced function of ``sys`` needs."""

STACK_SIZE = 140_000
"""The stack size of the outermost function.  It is so large that the host allocates one block of memory for all calls of a
deep recursion, instead of allocating and freeing small blocks again and again."""

_real_get, _real_set = sys.getrecursionlimit, sys.setrecursionlimit


class _Stack:
    """limit: the program's limit.  base: the number of the interpreter's calls below the program.  host_calls: the number of
    host calls for one call of the program; if it is more than one, the walker counts the program's calls."""

    limit = _real_get()
    base = 0
    host_calls = 1


def with_room(act: Callable[..., Any], *given: Any) -> Any:
    """``act(*given)`` for the interpreter's work on a deep tree, which needs more calls than the host's compiler."""
    limit = _real_get()
    _real_set(limit + 100_000)
    try:
        return act(*given)
    finally:
        _real_set(limit)


def begin() -> None:
    """Called by the function that runs the program: count the calls below the program."""
    frame: FrameType | None = host_frames.real_getframe(1)
    depth = int(RULES.exec_counts)  # that of `exec`, which runs the program
    while frame is not None:
        depth += 1
        if RULES.exec_counts and frame.f_code.co_name == "_run_code":
            depth += 1  # here `exec` counts as a call
        frame = host_frames.back_of(frame)
    _Stack.base = depth
    _set()


def _set() -> None:
    host = _Stack.limit * _Stack.host_calls + _Stack.base
    while not _leaves_room(host):
        host += 1
    LIMITS.high = host + MARGIN
    _real_set(host)
    Limit.calls = _Stack.limit if _Stack.host_calls > 1 else sys.maxsize


def _leaves_room(limit: int) -> bool:
    """Whether the program could still call the functions of this module with this limit of the host."""
    try:
        _real_set(max(limit - ROOM, 1))
    except RecursionError:
        return False
    return True


def calls_for_one(count: int) -> None:
    """Set the number of host calls that one call of a walked program may need."""
    _Stack.host_calls = count


def lower() -> None:
    """Restore the host's limit if the stack is not nearly full any more; else this is to be tried again."""
    low = _Stack.limit * _Stack.host_calls + _Stack.base
    try:
        _real_set(max(low - MARGIN // 2, 1))
        _real_set(low)
        LIMITS.is_high = False
    except RecursionError:
        LIMITS.is_high = True


def handler_label_at_limit(o: Any, label: int, error: BaseException) -> int:
    """`linking.handler_label` for a RecursionError."""
    try:
        entry = traceback_of(error)
        while entry is not None and (following := entry.tb_next) is not None:
            code = host_code(following.tb_frame)
            if linking.is_machine(code):  # its handler has removed the others
                break
            if is_maker(code):
                entry.tb_next = following.tb_next
            else:
                entry = following
        return linking.handler_label(o, label, error)
    finally:
        lower()


def get_limit(caller: FrameType, /) -> int:
    """``sys.getrecursionlimit``"""
    return _Stack.limit


def set_limit(caller: FrameType, limit: int, /) -> None:
    """``sys.setrecursionlimit``"""
    if type(limit) is int and limit > 0:
        frame, depth = host_frames.shown(caller), 0
        while frame is not None:
            frame, depth = host_frames.outer_of(frame), depth + 1
        if depth >= limit:
            text = f"cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
            raise RecursionError(text)
        _Stack.limit = limit
        _set()
    else:
        _real_set(limit)  # the host raises its own error


def install() -> None:
    """Install the program's view of the recursion limit."""
    linking.LINKED |= {"HandlerLabelAtLimit": handler_label_at_limit}
    replace(sys, getrecursionlimit=get_limit, setrecursionlimit=set_limit)
