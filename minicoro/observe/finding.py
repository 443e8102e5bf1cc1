"""The suspending functions of a file, found without running it."""

from __future__ import annotations

import linecache
from dataclasses import dataclass
from pathlib import Path

from minicoro.runtime.unit import SUSPENDABLE, variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.runtime.machine import Machine
    from minicoro.runtime.unit import Frame, Unit


@dataclass(frozen=True)
class Found:
    """A machine, and what is needed to show it.

    current: the number of the state that an object of it is suspended in; variables: those of that object.
    """

    qualname: str
    kind: str
    filename: str
    first_line: int
    machine: Machine
    lines: tuple[str, ...]
    local_names: frozenset[str]
    captured: frozenset[str] = frozenset()
    current: int | None = None
    variables: tuple[tuple[str, str], ...] = ()


def in_file(path: str) -> list[Found]:
    """The suspending functions of a file in the order of their first lines.

    Raises OSError for a file that cannot be read and SyntaxError for one that is no Python.
    """
    source = Path(path).read_bytes()
    return in_source(source, path)


def in_source(source: bytes | str, filename: str) -> list[Found]:
    """The suspending functions of a text; nothing of it runs."""
    from minicoro.runtime import run  # noqa: F401  sets the runtime up
    from minicoro.runtime.evaluation import compile_source
    from minicoro.runtime.inspection import unit_of
    from minicoro.runtime.state import SHARED

    code = compile_source(source, filename, "exec")
    unit = unit_of(code)  # type: ignore[arg-type]
    assert unit is not None
    made: list[Unit] = [unit]
    SHARED.made = made
    try:
        for one in made:  # grows while it is walked: lowering a unit makes the units inside it
            one.lower(one)
    finally:
        SHARED.made = None
    lines = tuple(_decoded(source).splitlines())
    found = [of_unit(one, lines) for one in made if one.kind in SUSPENDABLE]
    return sorted(found, key=lambda each: (each.first_line, each.qualname))


def _decoded(source: bytes | str) -> str:
    if isinstance(source, str):
        return source
    from importlib.util import decode_source

    return decode_source(source)


def of_unit(unit: Unit, lines: tuple[str, ...]) -> Found:
    """What there is to show of a suspendable unit."""
    signature = unit.signature
    return Found(
        unit.qualname,
        unit.kind.value,
        unit.filename,
        unit.first_line,
        unit.states(),
        lines,
        frozenset(signature.varnames) | frozenset(signature.cellvars) | frozenset(signature.freevars),
        frozenset(signature.cellvars) | frozenset(signature.freevars),
    )


def of_object(value: object) -> Found:
    """A generator, coroutine or asynchronous generator of the running program, with its current state marked.

    A function is shown without one.  Raises TypeError as `minicoro.machine` does.
    """
    from dataclasses import replace

    from minicoro.observe.values import short
    from minicoro.runtime.inspection import machine_of, unit_of
    from minicoro.runtime.status import Status
    from minicoro.runtime.suspendable import Suspendable

    machine_of(value)
    if not isinstance(value, Suspendable):
        function = getattr(value, "__func__", value)
        code: Any = getattr(function, "__code__", function)
        unit = unit_of(code)
        assert unit is not None
        return of_unit(unit, tuple(linecache.getlines(unit.filename)))
    unit = value.unit
    found = of_unit(unit, tuple(linecache.getlines(unit.filename)))
    suspended = value.status in (Status.SUSPENDED, Status.DELEGATING)
    frame: Frame = value.frame or {}
    shown = tuple([(name, short(each)) for name, each in variables(unit, frame).items()])
    current = value.state if suspended else 0 if value.status is Status.CREATED else None
    return replace(found, current=current, variables=shown)
