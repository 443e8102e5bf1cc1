"""The suspending functions of a file, found without running it."""

from __future__ import annotations

import linecache
from dataclasses import dataclass, replace
from importlib.util import decode_source
from pathlib import Path
from types import CodeType
from typing import Any

from minicoro.api import (
    Machine,
    compile_source,
    is_suspendable,
    local_names,
    machine_of,
    machines_of,
    status_of,
    variables,
)
from minicoro.observe.values import short

NOWHERE = 10**9
"""Line numbers from here on belong to the interpreter's own steps, not to a file."""


@dataclass(frozen=True)
class Found:
    """A machine, and the data that is needed to show it.

    captured: the variables that it shares with other functions; outer: those of them that belong to an outer function.
    current: the number of the state in which an object is suspended; variables: those of this object.
    """

    qualname: str
    kind: str
    filename: str
    first_line: int
    machine: Machine
    lines: tuple[str, ...]
    local_names: frozenset[str]
    captured: frozenset[str] = frozenset()
    outer: frozenset[str] = frozenset()
    current: int | None = None
    variables: tuple[tuple[str, str], ...] = ()


def in_file(path: str) -> list[Found]:
    """The suspending functions of a file in the order of their first lines.

    Raises OSError for a file that cannot be read and SyntaxError for a file that is not valid Python.
    """
    source = Path(path).read_bytes()
    return in_source(source, path)


def in_source(source: bytes | str, filename: str) -> list[Found]:
    """The suspending functions of a text; nothing of it runs."""
    code = compile_source(source, filename, "exec")
    lines = tuple((source if isinstance(source, str) else decode_source(source)).splitlines())
    found = [of_code(machine, performing, lines) for machine, performing in machines_of(code)]
    return sorted(found, key=lambda each: (each.first_line, each.qualname))


def of_code(machine: Machine, code: CodeType, lines: tuple[str, ...]) -> Found:
    """The data to show a machine.  code: the code object that performs it."""
    return Found(
        code.co_qualname,
        machine.kind.value,
        code.co_filename,
        code.co_firstlineno,
        machine,
        lines,
        local_names(code),
        frozenset(code.co_cellvars) | frozenset(code.co_freevars),
        frozenset(code.co_freevars) - frozenset(machine.cells),
    )


def of_object(value: object) -> Found:
    """A generator, coroutine or asynchronous generator of the running program, with its current state marked.

    A function is shown without a current state.  Raises TypeError as `minicoro.machine` does.
    """
    machine = machine_of(value)
    if not is_suspendable(value):
        function: Any = getattr(value, "__func__", value)
        code: CodeType = getattr(function, "__code__", function)
        performing = [each for found, each in machines_of(code) if found is machine]
        return of_code(machine, [*performing, code][0], _lines(code))
    o: Any = value
    found = of_code(machine, o.run.__code__, _lines(o.run.__code__))
    shown = tuple([(name, short(each)) for name, each in variables(o).items()])
    current = o.state if status_of(o) in ("created", "suspended") else None
    return replace(found, current=current, variables=shown)


def _lines(code: CodeType) -> tuple[str, ...]:
    return tuple(linecache.getlines(code.co_filename))
