"""Traceback entries that CPython 3.11 forgets (``_PyErr_ChainStackItem``).

In CPython, an exception in flight has its traceback beside it.  Its ``__traceback__`` is set only when a handler catches it;
the compiler's own handlers (for ``finally``, ``with`` and the end of an ``except`` clause) count.  A frame that handles an
exception, and is resumed by another exception, continues with the ``__traceback__`` of the latter.  In the interpreter, host
handlers set ``__traceback__`` at once; so the entries that CPython would have are found by looking at each entry.
"""

from __future__ import annotations

import dis
from types import CodeType, FrameType, TracebackType
from typing import Any

from ..compiled.linking import decoded_exit
from ..core import engine, objects
from ..core.engine import handled
from ..core.errors import set_traceback, traceback_of
from ..core.machine import Delegate
from ..core.objects import Suspendable, Tracebacks
from ..core.versions import RULES
from .host_frames import has_own_variables, is_walked, variable
from .tracebacks import is_own
from .variables import host_code

STATE = "$state"
"""The variable of a machine's host function that holds the current label, also after the frame was left."""


def delegate_raised(o: Suspendable, error: BaseException, before: Tracebacks | None) -> None:
    """Called before ``o`` is resumed by an exception of its delegate.  Rule: versions/forgotten-entries"""
    if not handled(o, o.state):
        return
    begun, had = before or (None, None)
    entry = _stored(traceback_of(error), begun)
    set_traceback(error, had if entry is begun else entry)


def ended_by(error: SystemExit) -> None:
    """Called when this exception ends the program: no handler catches it any more, and no traceback is shown."""
    if RULES.forgets_entries:
        set_traceback(error, _stored(traceback_of(error)))


def _stored(entry: TracebackType | None, end: TracebackType | None = None) -> TracebackType | None:
    """The first of these entries, before ``end``, whose frame has caught the exception."""
    seen = set[FrameType]()
    while entry is not None and entry is not end and (is_own(entry) or not _is_stored(entry, seen)):
        seen.add(entry.tb_frame)
        entry = entry.tb_next
    return entry


def thrown_at(o: Suspendable, thrown: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments of ``throw`` for raising in ``o`` itself; a traceback argument is dropped if ``o`` handles an exception."""
    return thrown[:2] if handled(o, o.state) else thrown


def _is_stored(entry: TracebackType, seen: set[FrameType]) -> bool:
    """Whether a handler of the entry's frame has caught the exception, so that its ``__traceback__`` has this entry.

    seen: the frames of earlier entries; a second entry of one frame means that the exception was caught in between.
    """
    frame = entry.tb_frame
    if frame in seen:
        return True
    code = host_code(frame)
    if is_walked(code):  # unknown
        return True
    if has_own_variables(code):
        label = variable(frame, STATE)
        if label is None or label >= 0 or decoded_exit(label)[1]:
            return True
    handlers = dis._parse_exception_table(code)  # type: ignore[attr-defined]
    return any([part.start <= entry.tb_lasti < part.end and not _is_engine(code, part.target) for part in handlers])


def _is_engine(code: CodeType, target: int) -> bool:
    """Whether a handler is the one around all states of a machine: ``except BaseException`` with a constant class."""
    for _, operation, argument in dis._unpack_opargs(code.co_code[target : target + 12]):  # type: ignore[attr-defined]
        if dis.opname[operation] == "LOAD_CONST":
            return code.co_consts[argument] is BaseException
    return False


def is_covered(o: Suspendable, number: int) -> bool:
    """Whether a state without a region is covered by a handler of CPython's compiler: end of a clause, or ``async for``."""
    exit = o.machine.states[number].exit
    return bool(handled(o, number)) or (isinstance(exit, Delegate) and exit.exhausted is not None)


def install() -> None:
    if RULES.forgets_entries:
        engine.is_covered = is_covered
        objects.delegate_raised, objects.thrown_at = delegate_raised, thrown_at
