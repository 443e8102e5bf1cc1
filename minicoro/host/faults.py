"""What can go wrong in minicoro itself, apart from what goes wrong in the program it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn


class InternalError(BaseException):
    """A fault of ours.  Not an ``Exception``, so that a program's ``except Exception`` does not swallow it."""


Handler = Callable[[BaseException, str], object]
_handlers: list[Handler] = []


def on_fault(handler: Handler) -> None:
    """Let ``handler`` end the process when a fault of ours shows, before the program could catch it.

    It gets the error, and in words where in the program minicoro was.
    """
    _handlers[:] = [handler]


def fault(error: BaseException, place: str) -> NoReturn:
    """Report a fault of ours; without a handler, as when minicoro is used as a library, raise `InternalError`."""
    for handler in _handlers:
        handler(error, place)
    if isinstance(error, InternalError):
        raise error
    raise InternalError(f"{type(error).__name__}: {error}, {place}") from error
