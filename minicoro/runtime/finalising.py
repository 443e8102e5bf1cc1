"""What happens to suspended objects that are dropped: warnings, and exceptions that nobody can catch."""

import gc
import sys
import traceback
import warnings
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from minicoro.runtime.frames import activations, real_getframe
from minicoro.runtime.positions import Span
from minicoro.runtime.state import SHARED
from minicoro.runtime.traceback import shadow_frame, span_of_code, strip
from minicoro.runtime.unit import Unit

if TYPE_CHECKING:
    from minicoro.runtime.generator import Coroutine


class UnraisableArgs(NamedTuple):
    """What ``sys.unraisablehook`` gets; the host's own class cannot be made from Python."""

    exc_type: type[BaseException]
    exc_value: BaseException | None
    exc_traceback: TracebackType | None
    err_msg: str | None
    object: object


_original_hook = sys.__unraisablehook__


def report_unraisable(args: Any, /) -> None:
    """``sys.__unraisablehook__`` for the host's arguments and for ours."""
    if not isinstance(args, UnraisableArgs):
        _original_hook(args)
        return
    stream = sys.stderr
    if stream is None:
        return
    text = args.err_msg or "Exception ignored in"
    lines = [f"{text}: {_safe_repr(args.object)}\n"]
    if args.exc_traceback is not None:
        lines += ["Traceback (most recent call last):\n", *traceback.format_tb(args.exc_traceback)]
    lines.append(_last_line(args.exc_type, args.exc_value))
    stream.write("".join(lines))
    stream.flush()


def _last_line(kind: type[BaseException], value: object) -> str:
    """The exception in the words of the host's hook, which shows neither context nor the parts of a group."""
    module = kind.__module__
    name = kind.__qualname__ if module in ("builtins", "__main__") else f"{module}.{kind.__qualname__}"
    try:
        text = str(value)
    except BaseException:
        text = "<exception str() failed>"
    return f"{name}: {text}\n"


def _safe_repr(value: object) -> str:
    try:
        return repr(value)
    except BaseException:
        return "<object repr() failed>"


def unraisable(error: BaseException, source: object) -> None:
    """Report an exception that has nowhere to go.  Rule: drop/exception-ignored.  Rule: drop/resurrected"""
    strip(error)
    if error.__traceback__ is None:
        error.__traceback__ = _here()
    hook = sys.unraisablehook
    args = UnraisableArgs(type(error), error, error.__traceback__, None, source)
    try:
        if hook is _original_hook:
            report_unraisable(args)
        else:
            hook(args)  # type: ignore[arg-type]
    except BaseException as failure:
        report_unraisable(
            UnraisableArgs(
                type(failure), failure, failure.__traceback__, "Exception ignored in sys.unraisablehook", hook
            )
        )


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


def forget_program() -> None:
    """At the very end, give the collector back the namespaces of the program, so that what they hold is finalised.

    Rule: drop/at-exit: objects that live until the end are finalised as the modules go.
    """
    for found in gc.get_objects():
        if isinstance(found, Unit):
            found.forget()


def install_unraisable() -> None:
    """Let the program's own hooks chain to ``sys.__unraisablehook__`` with our arguments."""
    if sys.unraisablehook is _original_hook:
        sys.unraisablehook = report_unraisable
    sys.__unraisablehook__ = report_unraisable


def warn_unawaited(coroutine: "Coroutine") -> None:
    """Rule: coroutine/never-awaited.  The host's own ``warnings`` words it, at the place of the drop.

    Rule: never-awaited/error-filter
    """
    if SHARED.watcher is not None:
        SHARED.watcher.dropped(coroutine)
    word_it = getattr(warnings, "_warn_unawaited_coroutine", None)
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
