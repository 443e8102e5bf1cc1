"""Internal faults of minicoro, as opposed to errors of the program that it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn


class InternalError(BaseException):
    """A fault of minicoro.  It is no ``Exception``, so that a program's ``except Exception`` does not catch it."""


Handler = Callable[[BaseException, str], object]
_handler: Handler = lambda error, place: None  # noqa: E731


def on_fault(handler: Handler) -> None:
    """Set the handler that ends the process at an internal fault, before the program could catch it.

    It gets the error, and a description of what minicoro was doing.
    """
    global _handler
    _handler = handler


def fault(error: BaseException, place: str) -> NoReturn:
    """Report an internal fault; without a handler, as when minicoro is used as a library, raise `InternalError`."""
    _handler(error, place)
    if isinstance(error, InternalError):
        raise error
    raise InternalError(f"{type(error).__name__}: {error}, {place}") from error
