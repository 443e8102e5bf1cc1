"""The variables of a suspended object by name, whoever performs it, and a copy of them put back."""

from __future__ import annotations

import sys
from types import CodeType, FrameType
from typing import Any

from minicoro.compiled.linking import UNBOUND, OwnIterator
from minicoro.core.async_generators import AsyncGenerator
from minicoro.core.engine import CLOSED, RUNNING
from minicoro.core.objects import Coroutine, Generator, IterableCoroutine, Suspendable
from minicoro.exact.tracebacks import PACKAGE

KINDS = (Generator, IterableCoroutine, Coroutine, AsyncGenerator)


def is_suspendable(value: object) -> bool:
    """Whether a value is a generator, coroutine or asynchronous generator of an interpreted program."""
    return type(value) in KINDS


def kept(o: Suspendable) -> dict[str, Any]:
    """What the object keeps while it is suspended: variables and temporaries by name, as they are kept."""
    if o.saved is None:
        return {}
    if not isinstance(o.saved, tuple):  # the walking engine
        return o.saved.variables  # type: ignore[no-any-return]
    return dict(zip(o.machine.saved[max(o.state, 0)], o.saved, strict=True))


def cells(o: Suspendable) -> dict[str, Any]:
    """The cells of captured variables by name, also of those of outer functions."""
    if o.saved is not None and not isinstance(o.saved, tuple):
        return dict(zip(o.saved.template.free, o.saved.closure, strict=True))
    return dict(zip(o.run.__code__.co_freevars, o.run.__closure__ or (), strict=True))


def running_frame(o: Suspendable) -> FrameType | None:
    """The host's frame in which a running object runs, in whichever thread."""
    code = o.run.__code__
    for found in [sys._getframe(1), *sys._current_frames().values()]:
        frame: FrameType | None = found
        while frame is not None:
            if frame.f_code is code and frame.f_locals.get("$o") is o:
                return frame
            frame = frame.f_back
    return None


def contents(o: Suspendable) -> dict[str, Any]:
    """Variables and temporaries by name, with the values that the program has given them."""
    frame = running_frame(o) if o.state == RUNNING else None
    if frame is not None:
        found = {name: value for name, value in frame.f_locals.items() if name not in ("$o", "$sent")}
    else:
        found = {} if o.state == CLOSED else {**kept(o), **(o.caught or {})}
        if o.state != CLOSED:
            for name, cell in cells(o).items():
                found[name] = cell_value(cell)
    return {name: _plain(o, name, value) for name, value in found.items() if value is not UNBOUND}


def cell_value(cell: Any) -> Any:
    """What a cell holds; `UNBOUND` if nothing."""
    try:
        return cell.cell_contents
    except ValueError:
        return UNBOUND


def _plain(o: Suspendable, name: str, value: Any) -> Any:
    if type(value) is OwnIterator:
        return value.iterator
    return value[0] if name in o.machine.boxed and type(value) is list and value else value


def variables(o: Suspendable) -> dict[str, Any]:
    """The program's variables of an object, in the order of the function's."""
    found = contents(o)
    return {name: found[name] for name in _ordered(o.run.__code__, found) if name[0] != "$"}


def _ordered(code: CodeType, found: dict[str, Any]) -> list[str]:
    order = [name for name in [*code.co_varnames, *code.co_freevars] if name in found]
    return [*order, *[name for name in found if name not in order]]


def temporaries(o: Suspendable) -> dict[str, Any]:
    """What the machine keeps between its states, by the names of its steps."""
    return {name: value for name, value in contents(o).items() if name[0] == "$" and name[1:2].isalnum()}


def local_names(code: CodeType) -> frozenset[str]:
    """The program's variables of the code that performs a machine, captured ones included."""
    names = (*code.co_varnames, *code.co_cellvars, *code.co_freevars)
    return frozenset([name for name in names if name[0] != "$"])


def calling_place(frame: FrameType | None) -> tuple[str, int]:
    """File and line of the innermost frame, from ``frame`` outwards, that is not the interpreter's own."""
    while frame is not None and frame.f_code.co_filename.startswith(PACKAGE):
        frame = frame.f_back
    return ("", 0) if frame is None else (frame.f_code.co_filename, frame.f_lineno or 0)
