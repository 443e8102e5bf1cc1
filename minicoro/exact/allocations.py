"""``tracemalloc``: the places of allocations are those of the program, without the interpreter's frames."""

from __future__ import annotations

import _tracemalloc
import os
from collections.abc import Callable, Iterable
from types import FrameType, SimpleNamespace
from typing import Any

from .stand_ins import replace
from .tracebacks import PACKAGE

Frames = tuple[tuple[str, int], ...]
"""File and line of each frame, the innermost first."""

BOTTOM = os.path.join(PACKAGE, "host", "run.py")
"""The file of the frame that runs the program."""
MOST = 65535
"""The greatest limit that the host accepts."""
_limits = [1]
"""The last one: how many frames the program wants."""
_host: Any = SimpleNamespace(**vars(_tracemalloc))
"""The host's functions."""


def of_program(frames: Iterable[tuple[str, int]]) -> Frames:
    """The program's frames.  A function that makes a suspended object has no line of its own: the host gives it line 0."""
    shown = []
    for file, line in frames:
        if file == BOTTOM:
            break
        if line and not file.startswith(PACKAGE):
            shown.append((file, line))
    return tuple(shown[: _limits[-1]])


def start(caller: FrameType, nframe: int = 1, /) -> None:
    """``tracemalloc.start``: the host keeps more frames, because some of them are the interpreter's."""
    if not isinstance(nframe, int) or not 1 <= nframe <= MOST:
        _host.start(nframe)  # raises the host's own error
    elif not _host.is_tracing():
        _host.start(min(4 * nframe + 8, MOST))
        _limits.append(nframe)


def get_traceback_limit(caller: FrameType, /) -> int:
    return _limits[-1]


def get_traces(caller: FrameType, /) -> list[Any]:
    """``tracemalloc._get_traces``: those of the program, each with its domain, size, frames and number of frames."""
    found = []
    for domain, size, frames, _ in _host._get_traces():
        shown = of_program(frames)
        if shown:
            found.append((domain, size, shown, len(shown)))
    return found


def get_object_traceback(caller: FrameType, o: object, /) -> Frames | None:
    frames = _host._get_object_traceback(o)
    return None if frames is None else of_program(frames) or None


def install() -> None:
    """Replace the functions, and begin again with more frames if the host has been started with ``-X tracemalloc``."""
    limit = _tracemalloc.get_traceback_limit()
    acts: dict[str, Callable[..., Any]] = {"start": start, "get_traceback_limit": get_traceback_limit}
    replace(_tracemalloc, **acts, _get_traces=get_traces, _get_object_traceback=get_object_traceback)
    if _host.is_tracing():
        _host.stop()
        _tracemalloc.start(limit)
