"""What 3.11 forgets of a traceback.

Until 3.11 an exception on its way has a traceback that it does not know of itself: the interpreter keeps the entries of the
frames that it leaves, and gives them to the exception (``__traceback__``) where a handler takes it.  When it comes out of a
delegate that something was thrown into, and the frame that delegates is handling another exception, that one is made its
context (``_PyErr_ChainStackItem``), and there the interpreter goes on with the traceback that the exception knows.  So the
entries of the frames that it has left since a handler had it are lost, and with them what these frames keep.

Each entry of ours therefore tells whether a handler of its frame has had the exception (see `traceback`).
"""

from __future__ import annotations

from minicoro.records import NamedTuple
from minicoro.runtime.covering import is_covered
from minicoro.runtime.traceback import FORGETS, HANDLED, SHADOW_MARK, is_ours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


class Before(NamedTuple):
    """What is thrown, as it was before."""

    error: object
    known: TracebackType | None
    given: object


def before(thrown: tuple[object, ...]) -> Before | None:
    """What there is to remember of the arguments of a ``throw`` while it is under way.

    The traceback that is given as the third one is none that the exception knows.
    """
    if not FORGETS:
        return None
    given = thrown[2] if len(thrown) > 2 else None
    for value in thrown[:2]:
        if isinstance(value, BaseException):
            return Before(value, value.__traceback__, given)
    return Before(None, None, given)


def forget(error: BaseException, was: Before | None = None) -> None:
    """Leave to ``error``, which comes into a frame that handles another, what it knows of its traceback.

    was: what `before` gave where it comes from a ``throw``, or from a delegate that something was thrown into.

    Rule: versions/forgotten-entries
    """
    if not FORGETS:
        return
    known = was.known if was is not None and was.error is error else None
    given = None if was is None else was.given
    tb = error.__traceback__
    while tb is not None and tb is not known and (tb is given or not _handled(tb)):
        tb = None if tb is given else tb.tb_next
    error.__traceback__ = known if tb is None else tb


def _handled(tb: TracebackType) -> bool:
    """Whether a handler of the entry's frame has had the exception."""
    code = tb.tb_frame.f_code
    if SHADOW_MARK in code.co_names:
        return tb.tb_lasti == HANDLED
    return not is_ours(code) and is_covered(code, tb.tb_lasti)
