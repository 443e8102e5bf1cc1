"""The recursion limit, counted in the program's frames.

Each frame of the program takes one from a counter that all threads share.  When it is used up the exact depth of
this thread is counted on the host's stack: it decides, and sets the counter right.
"""

import sys
from types import FrameType
from typing import Any

from minicoro.runtime.frames import real_getframe
from minicoro.runtime.state import SHARED
from minicoro.runtime.traceback import is_ours, runs_function

HOST_FRAMES = 40
"""How many host frames a frame of the program may need: the host's own limit is set this much higher."""

_real_set = sys.setrecursionlimit


def _depth() -> int:
    """How many frames of the program, and of libraries, are on this thread's stack."""
    count = 0
    at: FrameType | None = real_getframe(1)
    while at is not None:
        code = at.f_code
        if not is_ours(code) or runs_function(code) or _stands_for_frame(code.co_name, code.co_filename):
            count += 1
        at = at.f_back
    return count


def _stands_for_frame(name: str, filename: str) -> bool:
    return name in ("run_class", "run_module") or (name == "resume" and filename.endswith("engine.py"))


def overflow() -> None:
    """Raise RecursionError if this thread really is as deep as the limit.  Rule: recursion/limit."""
    depth = _depth()
    if depth > SHARED.limit:
        SHARED.depth += 1
        raise RecursionError("maximum recursion depth exceeded")
    SHARED.depth = SHARED.limit - depth


def get_limit() -> int:
    """``sys.getrecursionlimit`` of the program."""
    return SHARED.limit


def set_limit(limit: Any, /) -> None:
    """``sys.setrecursionlimit`` of the program; the host gets room for what the interpreter needs."""
    if not isinstance(limit, int):
        raise TypeError(f"'{type(limit).__name__}' object cannot be interpreted as an integer")
    if limit < 1:
        raise ValueError("recursion limit must be greater or equal than 1")
    depth = _depth()
    if depth >= limit:
        text = f"cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        raise RecursionError(text)
    SHARED.limit = limit
    SHARED.depth = limit - depth
    _give_host_room(limit)


def _give_host_room(limit: int) -> None:
    _real_set(min(limit * HOST_FRAMES + 1000, 10_000_000))


def install() -> None:
    """Take over the recursion limit; raise the limit of the host's stack where the system lets us."""
    SHARED.limit = sys.getrecursionlimit()
    SHARED.depth = SHARED.limit
    sys.getrecursionlimit = get_limit
    sys.setrecursionlimit = set_limit
    _give_host_room(SHARED.limit)
    try:
        import resource
    except ImportError:
        return
    wanted = 120 << 20
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    if soft != resource.RLIM_INFINITY and soft < wanted and (hard == resource.RLIM_INFINITY or hard >= wanted):
        resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
