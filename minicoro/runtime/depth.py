"""The recursion limit, counted in the program's frames.

Each frame of the program takes one from a counter that all threads share.  When it is used up the exact depth of
this thread is counted on the host's stack: it decides, and sets the counter right.
"""

from __future__ import annotations

import sys

from minicoro.runtime.chains import drive
from minicoro.runtime.frames import BOTTOM, real_getframe
from minicoro.runtime.state import SHARED, give_host_room
from minicoro.runtime.synth import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, is_synthesised
from minicoro.runtime.traceback import is_ours
from minicoro.runtime.type_names import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

_SUSPENDABLE = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR

_DRIVE = drive.__code__


def _depth() -> int:
    """How many frames of the program, and of libraries it called, are on this thread's stack."""
    count = 0
    at: FrameType | None = real_getframe(1)
    while at is not None and at.f_code.co_name != BOTTOM:
        code = at.f_code
        if not is_ours(code) or _stands_for_frame(code):
            count += 1
        elif code is _DRIVE:
            count += len(at.f_locals["links"])
        at = at.f_back
    return count


def _stands_for_frame(code: CodeType) -> bool:
    """Whether a frame of ours stands for one of the program: the running of a unit, or the resumption of one."""
    if is_synthesised(code):
        return not code.co_flags & _SUSPENDABLE
    return code.co_name == "resume" and code.co_filename.endswith("engine.py")


def overflow() -> None:
    """Raise RecursionError if this thread really is as deep as the limit.  Rule: recursion/limit."""
    depth = _depth()
    if depth > SHARED.limit:
        SHARED.depth += 1
        raise RecursionError("maximum recursion depth exceeded")
    SHARED.depth = _until_next_count(depth)


def _until_next_count(depth: int) -> int:
    """How many more frames of the program may be entered unseen: half, for libraries' frames come in between."""
    return (SHARED.limit - depth) // 2


def room() -> int:
    """How many calls there may still be under the program's recursion limit."""
    return SHARED.limit - _depth()


def get_limit() -> int:
    """``sys.getrecursionlimit`` of the program."""
    return SHARED.limit


def set_limit(limit: Any, /) -> None:
    """``sys.setrecursionlimit`` of the program; the host gets room for what the interpreter needs."""
    if not isinstance(limit, int):
        raise TypeError(f"'{type_name(limit)}' object cannot be interpreted as an integer")
    if limit < 1:
        raise ValueError("recursion limit must be greater or equal than 1")
    depth = _depth()
    if depth >= limit:
        text = f"cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        raise RecursionError(text)
    SHARED.limit = limit
    SHARED.depth = _until_next_count(depth)
    give_host_room(limit)


def install() -> None:
    """Take over the recursion limit; raise the limit of the host's stack where the system lets us."""
    SHARED.depth = _until_next_count(0)
    sys.getrecursionlimit = get_limit
    sys.setrecursionlimit = set_limit
    try:
        import resource
    except ImportError:
        return
    wanted = 120 << 20
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    if soft != resource.RLIM_INFINITY and soft < wanted and (hard == resource.RLIM_INFINITY or hard >= wanted):
        resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
