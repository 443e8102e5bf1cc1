"""Frames of libraries as the program sees them: the host's, without ours behind them."""

import types
from types import FrameType
from typing import Any

from minicoro.runtime.frames import activations


class LibraryFrame:
    """A host frame whose ``f_back`` leads past the interpreter's frames."""

    __slots__ = ("_frame",)

    def __init__(self, frame: FrameType) -> None:
        object.__setattr__(self, "_frame", frame)

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return types.FrameType

    @property
    def f_back(self) -> Any:
        entries = activations(self._frame.f_back, 1)
        return entries[0].shown() if entries else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._frame, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._frame, name, value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LibraryFrame) and other._frame is self._frame

    def __hash__(self) -> int:
        return hash(self._frame)

    def __repr__(self) -> str:
        return repr(self._frame)
