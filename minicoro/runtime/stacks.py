"""Whole stacks: the host's ``traceback`` may be handed a frame of the host, and ``sys`` knows those of all threads."""

from __future__ import annotations

import sys

from minicoro.runtime.frames import NATIVE_FRAME, activations, real_current_frames
from minicoro.runtime.loading import adjust

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import Any


def _adjust(traceback: Any) -> None:
    walk = traceback.walk_stack

    def walk_stack(f: FrameType | None) -> Iterator[tuple[Any, int]]:
        if type(f) is not NATIVE_FRAME:
            return walk(f)  # type: ignore[no-any-return]
        return iter([(entry.shown(), entry.line) for entry in activations(f)])

    walk_stack.__doc__, walk_stack.__module__ = walk.__doc__, walk.__module__
    traceback.walk_stack = walk_stack


def current_frames() -> dict[int, Any]:
    """``sys._current_frames`` of the program: for each thread the innermost frame that is none of ours."""
    found = {thread: activations(frame, 1) for thread, frame in real_current_frames().items()}
    return {thread: entries[0].shown() for thread, entries in found.items() if entries}


def install() -> None:
    """Adjust ``sys``, and ``traceback`` as soon as it is imported."""
    sys._current_frames = current_frames
    adjust("traceback", _adjust)
