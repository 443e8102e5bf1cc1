"""The little that all units of a running program share."""

from __future__ import annotations

import sys

from minicoro.runtime.errors import InternalError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Shared:
    """Process-wide state of a run.

    depth: how many more guest frames may be entered before the exact count is looked at (see `depth.py`).
    limit: the program's ``sys.getrecursionlimit()``.
    reference: make no specialised closures (see `minicoro.oldlower.shapes`): nothing may change.
    force_machine: lower every function to a machine, for tests: nothing may change.
    watcher: what is told of every event (see ``spec/events.md``); None when nobody watches.
    lines: lower statements so that each tells the watcher of its line.
    copyable: the program's own ``copy.copy`` forks suspended objects, as in a session; CPython has no such copies.
    made: takes every unit that lowering makes, for those who look at a program without running it.
    """

    __slots__ = ("copyable", "depth", "force_machine", "limit", "lines", "made", "reference", "watcher")

    def __init__(self) -> None:
        self.limit = 1000
        self.depth = self.limit
        self.force_machine = False
        self.lines = False
        self.reference = False
        self.copyable = False
        self.watcher: Any = None
        self.made: list[Any] | None = None


SHARED = Shared()

HOST_FRAMES = 40
"""How many host frames a frame of the program may need: the host's own limit is set this much higher."""

_real_set = sys.setrecursionlimit


def give_host_room(limit: int) -> None:
    """Let the host's recursion limit leave the room that the interpreter needs under one of the program's."""
    _real_set(min(limit * HOST_FRAMES + 1000, 10_000_000))


__all__ = ["HOST_FRAMES", "SHARED", "InternalError", "Shared", "give_host_room"]
