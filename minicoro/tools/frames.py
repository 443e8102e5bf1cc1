"""The variables of a suspended object by name, for both engines."""

from __future__ import annotations

import copy
from collections.abc import Callable
from types import CellType, CodeType, FrameType
from typing import Any

from minicoro.core.async_generators import AsyncGenerator
from minicoro.core.engine import CLOSED, RUNNING
from minicoro.core.generators import Coroutine, Generator
from minicoro.core.machine import shown_variables
from minicoro.core.objects import Suspendable
from minicoro.exact import host_frames
from minicoro.exact.frames import saved
from minicoro.exact.variables import host_code, set_saved, unloaded

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


def _running_frame(o: Suspendable) -> FrameType | None:
    """The host frame that has the variables of a running object."""
    return host_frames.running_frame(o) if o.state == RUNNING and not is_walked(o) else None


def copied_locals(frame: FrameType) -> dict[str, Any]:
    """The variables of a host frame."""
    found = host_frames.variables(frame, dict)
    found |= unloaded(host_code(frame), found)
    return {name: value for name, value in found.items() if name not in ("$o", "$sent")}


def variables(o: Suspendable) -> dict[str, Any]:
    """The program's variables of an object, in the order of the function's code, by the program's names."""
    if o.state == CLOSED:
        return {}
    frame = _running_frame(o)
    return saved(o) if frame is None else shown_variables(copied_locals(frame))


def temporaries(o: Suspendable) -> dict[str, Any]:
    """The machine's temporaries of an object, by the names that its steps use, in the order of their numbers."""
    if o.state == CLOSED:
        return {}
    frame = _running_frame(o)
    found = {**kept(o), **(o.caught or {})} if frame is None else copied_locals(frame)
    shown = {name: _unboxed(o, name, found[name]) for name in found if name[0] == "$" and name != "$self"}
    return dict(sorted(shown.items(), key=lambda pair: int("".join(filter(str.isdecimal, pair[0])) or 0)))


def _unboxed(o: Suspendable, name: str, value: Any) -> Any:
    return value[0] if name in o.machine.boxed and type(value) is list and value else value


def local_names(code: CodeType) -> frozenset[str]:
    """The program's variables of code that performs a machine, including captured ones."""
    names = (*code.co_varnames, *code.co_cellvars, *code.co_freevars)
    return frozenset([name for name in names if name[0] != "$"])


def calling_place(frame: FrameType | None) -> tuple[str, int]:
    """File and line of the innermost frame of the program, from ``frame`` outwards."""
    frame = host_frames.shown(frame)
    return ("", 0) if frame is None else (frame.f_code.co_filename, host_frames.line_shown(frame) or 0)


def line_shown(frame: FrameType) -> int | None:
    """The current line of a frame, also of a walked function or a machine; None for code without a line."""
    return host_frames.line_shown(frame)
