"""Signal handlers of the program get the frame of the program that was interrupted, not the host's."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
from types import BuiltinFunctionType

from minicoro.runtime.borders import border
from minicoro.runtime.frames import activations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

_set, _get = _signal.signal, _signal.getsignal


class _Handler:
    """A handler as the host has it; what the program has set is ``function``."""

    __slots__ = ("function",)

    def __init__(self, function: Any) -> None:
        self.function = function

    def __call__(self, number: int, frame: FrameType | None) -> object:
        entries = activations(frame, 1)
        return self.function(number, entries[0].shown() if entries else None)


def _shown(handler: Any) -> Any:
    return handler.function if type(handler) is _Handler else handler


def set_handler(number: Any, handler: Any, /) -> Any:
    """``signal.signal``, below the ``signal`` module."""
    if callable(handler) and not isinstance(handler, BuiltinFunctionType):
        handler = _Handler(handler)
    try:
        return _shown(_set(number, handler))
    except BaseException:
        border()
        raise


def get_handler(number: Any, /) -> Any:
    """``signal.getsignal``, below the ``signal`` module."""
    try:
        return _shown(_get(number))
    except BaseException:
        border()
        raise


def install() -> None:
    """Let the ``signal`` module set and find handlers through here."""
    _signal.signal = set_handler
    _signal.getsignal = get_handler
