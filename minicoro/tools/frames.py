"""The variables of a suspended object by name, for both engines."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from types import CellType, CodeType, FrameType
from typing import Any

from minicoro.compiled.linking import UNBOUND
from minicoro.core.async_generators import AsyncGenerator
from minicoro.core.engine import CLOSED, RUNNING
from minicoro.core.generators import Coroutine, Generator
from minicoro.core.machine import shown_variables
from minicoro.core.objects import Suspendable
from minicoro.core.versions import HOST
from minicoro.exact import host_frames
from minicoro.exact.variables import locals_of, set_saved, unloaded

KINDS = (Generator, Coroutine, AsyncGenerator)


def is_suspendable(value: object) -> bool:
    """Whether a value is a generator, coroutine or asynchronous generator of an interpreted program."""
    kind = type(value)  # compared by identity: a metaclass may define ``__eq__``
    return kind is Generator or kind is Coroutine or kind is AsyncGenerator


def is_walked(o: Suspendable) -> bool:
    """Whether the walking engine performs the object: then ``saved`` is an activation, otherwise a tuple."""
    return o.saved is not None and not isinstance(o.saved, tuple)


def kept(o: Suspendable) -> dict[str, Any]:
    """The saved variables and temporaries of a suspended object by name, in their saved form."""
    if o.saved is None:
        return {}
    if is_walked(o):
        return {**o.saved.variables, **o.saved.temporaries}
    return dict(zip(o.machine.saved[max(o.state, 0)], o.saved, strict=True))


def keep(o: Suspendable, source: Suspendable, values: dict[str, Any], cell_of: Callable[[Any], Any]) -> None:
    """Save these values in ``o``, in the form in which ``source`` saves its own."""
    if not is_walked(source):
        o.saved = None if source.saved is None else tuple(values.values())
        return
    made = o.saved = copy.copy(source.saved)
    made.variables = {name: values[name] for name in source.saved.variables}
    made.temporaries = {name: values[name] for name in source.saved.temporaries}
    made.cells = {name: cell_of(cell) for name, cell in source.saved.cells.items()}


def replace(o: Suspendable, name: str, value: object) -> None:
    """Replace the saved value of one of the variables or temporaries of `kept`."""
    if is_walked(o):
        (o.saved.variables if name in o.saved.variables else o.saved.temporaries)[name] = value
        return
    set_saved(o, max(o.state, 0), name, value)


def cells(o: Suspendable) -> dict[str, CellType]:
    """The cells of captured variables by name, including those of outer functions."""
    if is_walked(o):
        return dict(o.saved.cells)
    return dict(zip(o.run.__code__.co_freevars, o.run.__closure__ or (), strict=True))


def contents(o: Suspendable) -> dict[str, Any]:
    """Variables and temporaries by name, with the program's values (spills unboxed, unbound ones omitted)."""
    if o.state == CLOSED:
        return {}
    frame = host_frames.running_frame(o) if o.state == RUNNING and not is_walked(o) else None
    if frame is not None:
        found = copied_locals(frame)
    else:
        found = {**kept(o), **(o.caught or {})}
        for name, cell in cells(o).items():
            found[name] = cell_value(cell)
    return {name: _plain(o, name, value) for name, value in found.items() if value is not UNBOUND}


def copied_locals(frame: FrameType) -> dict[str, Any]:
    """The variables of a host frame; until 3.12 the frame's own dict is cleared, because it would keep them alive."""
    given = locals_of(frame)
    found = {name: value for name, value in given.items() if name not in ("$o", "$sent")}
    found |= unloaded(frame.f_code, given)
    if not HOST.locals_write_through and sys.gettrace() is None:
        given.clear()
    return found


def cell_value(cell: CellType) -> Any:
    """The contents of a cell; `UNBOUND` if it is empty."""
    try:
        return cell.cell_contents
    except ValueError:
        return UNBOUND


def _plain(o: Suspendable, name: str, value: Any) -> Any:
    return value[0] if name in o.machine.boxed and type(value) is list and value else value


def variables(o: Suspendable) -> dict[str, Any]:
    """The program's variables of an object, in the order of the function's code, by the program's names."""
    found, code = contents(o), o.run.__code__
    order = dict.fromkeys([*code.co_varnames, *code.co_freevars, *found])
    return shown_variables({name: found[name] for name in order if name in found})


def temporaries(o: Suspendable) -> dict[str, Any]:
    """The machine's temporaries of an object, by the names that its steps use, in the order of their numbers."""
    found = {name: value for name, value in contents(o).items() if not is_program(name) and name != "$self"}
    return dict(sorted(found.items(), key=lambda pair: int("".join(filter(str.isdecimal, pair[0])) or 0)))


def is_program(name: str) -> bool:
    """Whether a variable belongs to the program, not to the machine."""
    return name[0] != "$"


def local_names(code: CodeType) -> frozenset[str]:
    """The program's variables of code that performs a machine, including captured ones."""
    names = (*code.co_varnames, *code.co_cellvars, *code.co_freevars)
    return frozenset([name for name in names if is_program(name)])


def calling_place(frame: FrameType | None) -> tuple[str, int]:
    """File and line of the innermost frame of the program, from ``frame`` outwards."""
    while frame is not None and host_frames.is_passed(frame.f_code):
        frame = host_frames.back_of(frame)
    return ("", 0) if frame is None else (frame.f_code.co_filename, host_frames.line_shown(frame) or 0)
