"""The host's ``traceback`` on stacks: it may be handed a frame of the host, with ours behind it."""

import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

from minicoro.runtime.frames import NATIVE_FRAME, activations
from minicoro.runtime.loading import ADJUSTED


def _adjust(traceback: Any) -> None:
    walk = traceback.walk_stack

    def walk_stack(f: FrameType | None) -> Iterator[tuple[Any, int]]:
        if type(f) is not NATIVE_FRAME:
            return walk(f)  # type: ignore[no-any-return]
        return iter([(entry.shown(), entry.line) for entry in activations(f)])

    walk_stack.__doc__ = walk.__doc__
    traceback.walk_stack = walk_stack


def install() -> None:
    """Adjust ``traceback`` as soon as it is imported."""
    ADJUSTED["traceback"] = _adjust
    if "traceback" in sys.modules:
        _adjust(sys.modules["traceback"])
