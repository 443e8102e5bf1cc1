"""What CPython 3.11 forgets of a traceback (``_PyErr_ChainStackItem``).

An exception on its way has its traceback beside it; the exception itself gets it (``__traceback__``) where a handler takes
it: the compiler's own handlers, of ``finally``, ``with`` and the end of an ``except`` clause, count.  A frame that handles
another exception, and is resumed by one, goes on with the traceback that the exception itself has.  The host's handlers of
the interpreter give each exception its traceback at once; so what CPython's would have is found from the entries.
"""

from __future__ import annotations

import dis
from types import CodeType, FrameType, TracebackType
from typing import Any

from ..compiled.linking import left
from ..core import engine, objects
from ..core.engine import handled
from ..core.errors import set_traceback, traceback_of
from ..core.machine import Delegate
from ..core.objects import Known, Suspendable
from ..core.versions import RULES
from .host_frames import activation, has_own_variables, variable
from .tracebacks import is_own

STATE = "$state"
"""The variable of a machine's host function that says where it has been left."""


def resumed_by(o: Suspendable, error: BaseException, known: Known | None) -> None:
    """``o`` is to be resumed by an exception that came out of its delegate.  Rule: versions/forgotten-entries"""
    if not handled(o, o.state):
        return
    entry, seen = traceback_of(error), set[FrameType]()
    begun, had = known or (None, None)
    while entry is not None and entry is not begun and (is_own(entry) or not _is_stored(entry, seen)):
        seen.add(entry.tb_frame)
        entry = entry.tb_next
    set_traceback(error, had if entry is begun else entry)


def thrown_at(o: Suspendable, thrown: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is raised in ``o`` itself: a traceback that ``throw`` is given is none that the exception has."""
    return thrown[:2] if handled(o, o.state) else thrown


def _is_stored(entry: TracebackType, seen: set[FrameType]) -> bool:
    """Whether a handler of the entry's frame has taken the exception: then the exception itself has this entry.

    seen: the frames of the entries before; an exception that a frame has two entries for was caught in between.
    """
    frame = entry.tb_frame
    if frame in seen:
        return True
    code = frame.f_code
    if activation(frame) is not None:  # walked: not known
        return True
    if has_own_variables(code):
        label = variable(frame, STATE)
        if label is None or label >= 0 or left(label)[1]:
            return True
    handlers = dis._parse_exception_table(code)  # type: ignore[attr-defined]
    return any([part.start <= entry.tb_lasti < part.end and not _is_engine(code, part.target) for part in handlers])


def _is_engine(code: CodeType, target: int) -> bool:
    """Whether a handler is the one around all states of a machine: ``except BaseException``, the class being a constant."""
    for _, operation, argument in dis._unpack_opargs(code.co_code[target : target + 12]):  # type: ignore[attr-defined]
        if dis.opname[operation] == "LOAD_CONST":
            return code.co_consts[argument] is BaseException
    return False


def is_covered(o: Suspendable, number: int) -> bool:
    """Whether a state without a handler is in one of CPython's compiler: the end of a clause, of an ``async for``."""
    exit = o.machine.states[number].exit
    return bool(handled(o, number)) or (isinstance(exit, Delegate) and exit.ended is not None)


def install() -> None:
    if RULES.forgets_entries:
        engine.is_covered = is_covered
        objects.resumed_by, objects.thrown_at = resumed_by, thrown_at
