"""What an exception leaves behind in a suspended frame, and when that goes.

CPython keeps it on the frame's stack: the iterators of loops, operands, the delegate.  An exception that leaves an
``except``, ``finally`` or ``with`` takes away what stands above it while that still handles its own exception, and only
then what stands below.  Our temporaries are numbered as the machine is built, from the outside in.

Rule: context/dropped
"""

from __future__ import annotations

from minicoro.runtime.traceback import cut_by, let_go

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import CodeType
    from typing import Any

    from minicoro.runtime.suspendable import Suspendable
    from minicoro.runtime.unit import Frame

BELOW = "$below"
"""In a frame: what is to be let go where nothing that it handles is handled any more, and where that came up."""


def leave_handlers(
    o: Suspendable, frame: Frame, names: Iterable[str], handling: tuple[str, ...], placed: CodeType | None
) -> None:
    """Empty the temporaries ``names`` and the delegate, and let go of what they held, from the inside out.

    handling: of the state that the exception leaves.  What stands below all that is handled there is left in ``BELOW``.
    """
    kept = {name: frame.pop(name) for name in names if name in frame}
    delegate, o.delegate = o.delegate, None
    if not kept and delegate is None:
        return
    above = [] if delegate is None else [delegate]
    del delegate
    for variable in handling:
        left = variable in kept
        error = kept.pop(variable, None) if left else frame.get(variable)
        if isinstance(error, BaseException):
            number = _number(variable) if left else -1
            above = [kept.pop(name) for name in list(kept) if _number(name) > number] + above
            if above:
                while_handling(error, let_go, above, placed)
            if not left:
                return
    if kept or above:
        frame[BELOW] = [*kept.values(), *above], placed


def _number(name: str) -> int:
    """The place of a temporary in the order in which they were made; 0 for what is none."""
    return int(name[len(name.rstrip("0123456789")) :] or 0)


def while_handling(error: BaseException, act: Callable[..., Any], *given: Any) -> Any:
    """What ``act(*given)`` gives, called while ``error`` is the exception being handled.

    The host's own handler makes a bare ``raise``, ``sys.exc_info()`` and ``__context__`` right; entering it leaves marks
    on the exception, which are taken back.

    Rule: context/own-stack, context/raised-in-handler
    """
    traceback, context, cut = error.__traceback__, error.__context__, cut_by(error)
    try:
        raise error
    except BaseException:
        error.__traceback__, error.__context__ = traceback, context
        if cut is not None:
            cut.__context__ = error
        del cut
        try:
            return act(*given)
        finally:
            del error, traceback, context, given  # this frame may live on behind one of a library
