"""What happens to suspended objects that are dropped: warnings, and exceptions that nobody can catch."""

from __future__ import annotations

import gc
import sys
import warnings
from types import TracebackType

from minicoro.runtime.errors import InternalError
from minicoro.runtime.frames import activations, real_getframe
from minicoro.runtime.positions import Span
from minicoro.runtime.state import SHARED
from minicoro.runtime.traceback import shadow_frame, span_of_code, strip
from minicoro.runtime.unit import Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.runtime.generator import Coroutine


def _host_arguments() -> Any:
    """The host's own class of what ``sys.unraisablehook`` gets, which has no name: the host is made to show one."""
    shown: list[Any] = []
    outer = sys.unraisablehook
    sys.unraisablehook = shown.append

    class Dropped:
        def __del__(self) -> None:
            raise InternalError

    Dropped()
    sys.unraisablehook = outer
    return type(shown.pop())


_arguments = _host_arguments()


def unraisable(error: BaseException, source: object) -> None:
    """Report an exception that has nowhere to go.  Rule: drop/exception-ignored.  Rule: drop/resurrected"""
    strip(error)
    if error.__traceback__ is None:
        error.__traceback__ = _here()
    hook = sys.unraisablehook
    try:
        hook(_arguments((type(error), error, error.__traceback__, None, source)))
    except BaseException as failure:
        text = "Exception ignored in sys.unraisablehook"
        sys.__unraisablehook__(_arguments((type(failure), failure, failure.__traceback__, text, hook)))


def _here() -> TracebackType | None:
    """A traceback of the frame in which the exception came up, as the host gives one that has none."""
    entries = activations(real_getframe(1), 1)
    if not entries or entries[0].unit is None:
        return None
    entry = entries[0]
    assert entry.unit is not None
    span = None if entry.code is None else span_of_code(entry.code)
    if span is None:
        span = Span(entry.line, entry.line, 0, 0)
    return TracebackType(None, shadow_frame(entry.unit, entry.frame, span), 0, span.line)


_ended: list[bool] = []
"""Not empty once the program's modules go: CPython finds no library functions any more then."""


def forget_program() -> None:
    """At the very end, give the collector back the namespaces of the program, so that what they hold is finalised.

    Rule: drop/at-exit: objects that live until the end are finalised as the modules go.
    """
    _ended.append(True)
    for found in gc.get_objects():
        if isinstance(found, Unit):
            found.forget()


def warn_unawaited(coroutine: Coroutine) -> None:
    """Rule: coroutine/never-awaited.  The host's own ``warnings`` words it, at the place of the drop.

    Rule: never-awaited/error-filter
    """
    if SHARED.watcher is not None:
        SHARED.watcher.dropped(coroutine)
    word_it = None if _ended else getattr(warnings, "_warn_unawaited_coroutine", None)
    warned = False
    if word_it is not None:
        try:
            word_it(coroutine)
            warned = True
        except BaseException as error:
            warned = isinstance(error, RuntimeWarning)
            unraisable(error, coroutine)
    if not warned:
        try:
            warnings.warn(f"coroutine '{coroutine.names[1]}' was never awaited", RuntimeWarning, stacklevel=1)
        except BaseException as error:
            unraisable(error, coroutine)
