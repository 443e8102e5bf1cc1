"""Frames of libraries as the program sees them: the host's, without ours behind them."""

from __future__ import annotations

import types
from _weakref import ref

from minicoro.runtime.frames import activations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any, ClassVar


class LibraryFrame:
    """A host frame whose ``f_back`` leads past the interpreter's frames.

    watching: makes of the program's trace function the one that the host calls.
    """

    __slots__ = ("__weakref__", "_frame")
    watching: ClassVar[Any] = None

    def __init__(self, frame: FrameType) -> None:
        object.__setattr__(self, "_frame", frame)

    @staticmethod
    def of(frame: FrameType) -> LibraryFrame:
        """The object that shows ``frame``: the same one as long as somebody holds it."""
        key = id(frame)
        reference = _shown.get(key)
        shown = None if reference is None else reference()
        if shown is None:
            shown = LibraryFrame(frame)
            _shown[key] = ref(shown, lambda gone: _forget(key, gone))
        return shown

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return types.FrameType

    @property
    def f_back(self) -> Any:
        entries = activations(self._frame.f_back, 1)
        return entries[0].shown() if entries else None

    @property
    def f_trace(self) -> Any:
        return getattr(self._frame.f_trace, "function", None)

    @f_trace.setter
    def f_trace(self, function: Any) -> None:
        self._frame.f_trace = None if function is None else LibraryFrame.watching(function)

    @f_trace.deleter
    def f_trace(self) -> None:
        del self._frame.f_trace

    def __getattr__(self, name: str) -> Any:
        return getattr(self._frame, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "f_trace":
            object.__setattr__(self, name, value)
        else:
            setattr(self._frame, name, value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LibraryFrame) and other._frame is self._frame

    def __hash__(self) -> int:
        return hash(self._frame)

    def __repr__(self) -> str:
        return repr(self._frame)


_shown: dict[int, ref[LibraryFrame]] = {}


def _forget(key: int, gone: ref[LibraryFrame]) -> None:
    if _shown.get(key) is gone:
        del _shown[key]
