"""Traceback entries that CPython 3.11 forgets (``_PyErr_ChainStackItem``).

In CPython, an exception in flight has its traceback beside it.  Its ``__traceback__`` is set only when a handler catches it;
the compiler's own handlers (for ``finally``, ``with`` and the end of an ``except`` clause) count.  A frame that handles an
exception, and is resumed by another exception, continues with the ``__traceback__`` of the latter.  In the interpreter, host
handlers set ``__traceback__`` at once; so the entries that CPython would have are found by looking at each entry.
"""

from __future__ import annotations

import ast
import dis
from itertools import product
from types import CodeType, FrameType, MethodType, TracebackType
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
    if is_walked(code):
        templates: list[Any] = [part.__self__ for part in code.co_consts if type(part) is MethodType]
        bodies = [each.body if isinstance(each.body, list) else [each.body] for each in templates]
        place = list(code.co_positions())[entry.tb_lasti // 2]
        return any([_covers(ast.Module(body, []), place) for body in bodies])
    if has_own_variables(code):
        label = variable(frame, STATE)
        if label is None or label >= 0 or decoded_exit(label)[1]:
            return True
    handlers = dis._parse_exception_table(code)  # type: ignore[attr-defined]
    return any([part.start <= entry.tb_lasti < part.end and not _is_engine(code, part.target) for part in handlers])


COVERED = {
    *product((ast.Try, ast.TryStar), ("body", "handlers", "finalbody")),
    (ast.With, "body"),
    (ast.AsyncWith, "body"),
}
"""The statements and their parts that a handler covers, which may be one of the compiler.

It covers only one of the compiler's two copies of a ``finally``; which of them would have run is not known.
"""


def _covers(node: ast.AST, place: tuple[Any, ...]) -> bool:
    """Whether a handler in this statement covers a position of the source."""
    loops = [isinstance(node, ast.AsyncFor), *[part.is_async for part in getattr(node, "generators", ())]]
    if any(loops) and place == _place(node):
        return True  # CPython's handler for the end of an `async for`
    for field, value in ast.iter_fields(node):
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST) and (not hasattr(part, "lineno") or _contains(part, place)):
                is_covered = (type(node), field) in COVERED or (
                    field == "orelse" and bool(getattr(node, "finalbody", ()))
                )
                if is_covered or _covers(part, place):
                    return True
    return False


def _place(part: Any) -> tuple[Any, ...]:
    """The position of a node, as in ``co_positions``."""
    return part.lineno, part.end_lineno, part.col_offset, part.end_col_offset


def _contains(part: Any, place: tuple[Any, ...]) -> bool:
    """Whether the position lies in a node."""
    line, end_line, column, end_column = place
    first, last, start, end = _place(part)
    return (first, start) <= (line, column) and (end_line, end_column) <= (last, end)


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
