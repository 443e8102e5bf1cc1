"""``gi_frame``, ``cr_frame``, ``ag_frame``: what can be seen of a suspended frame."""

from __future__ import annotations

from types import CodeType
from typing import Any

from ..core import objects
from ..core.engine import CLOSED
from ..core.objects import Suspendable


class SuspendedFrame:
    """The frame of a suspended object, as long as it is suspended."""

    __slots__ = ("_o",)
    f_back = None
    f_trace = None
    f_trace_lines, f_trace_opcodes = True, False
    f_lasti = 0

    def __init__(self, o: Suspendable) -> None:
        self._o = o

    @property
    def f_code(self) -> CodeType:
        return self._o.run.__code__  # type: ignore[no-any-return]

    @property
    def f_globals(self) -> dict[str, Any]:
        return self._o.run.__globals__  # type: ignore[no-any-return]

    @property
    def f_builtins(self) -> dict[str, Any]:
        return self._o.run.__builtins__  # type: ignore[no-any-return]

    @property
    def f_lineno(self) -> int:
        return 0

    @property
    def f_locals(self) -> dict[str, Any]:
        return {}

    def clear(self) -> None:
        self._o.close()  # type: ignore[attr-defined]


def frame_of(o: Suspendable) -> SuspendedFrame | None:
    """What the object shows as its frame; None once it is closed.  Rule: lifecycle/attributes"""
    return None if o.state == CLOSED else SuspendedFrame(o)


def install() -> None:
    objects.frame_of = frame_of
