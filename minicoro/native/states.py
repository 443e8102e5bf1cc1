"""The machine of a function that CPython runs, and the state for a position in its source."""

import ast
import dis
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from minicoro.api import Delegate, Machine, Yield
from minicoro.observe import finding
from minicoro.observe.rows import rows_of
from minicoro.observe.watcher import _plain
from minicoro.quiet import Quiet

Position = tuple[int, int, str, int]
"""A line, from 1, a column in bytes, from 0, and which of the suspensions that stand there.  An ``async with`` has its
beginning ("enter"), its ends (""), one for each way out, and its end by an exception ("error") at one place."""


_ANY = -1
"""Means any column: versions differ in the position of an ``async with``."""


@dataclass
class States:
    """rows: as in the event ``function``.  places: the states that suspend, by their position, in the machine's order.

    machine: that of the function; None if it is unknown.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    places: dict[tuple[int, int, str], list[int]] = field(default_factory=dict)
    machine: Machine | None = None

    def at(self, place: Position) -> int | None:
        """The state that is suspended there; None if it is unknown."""
        line, column, part, which = place
        found = self.places.get((line, column, part)) or self.places.get((line, _ANY, part))
        return found[min(which, len(found) - 1)] if found else None


def of_source(text: str, filename: str) -> dict[tuple[str, int], States]:
    """The states of the functions of a text, by qualified name and first line.  Empty if minicoro cannot parse the text.
    Nothing of it runs, and no SyntaxWarning is issued.
    """
    try:
        with Quiet():
            functions = finding.in_source(text, filename)
    except (SyntaxError, ValueError, RecursionError):
        return {}
    return {(each.qualname, each.first_line): _states(each) for each in functions}


def _states(found: finding.Found) -> States:
    states = States([_plain(row) for row in rows_of(found, raw=True)], machine=found.machine)
    for number, state in enumerate(found.machine.states):
        if isinstance(state.exit, Yield | Delegate):
            node: Any = state.exit.node
            if hasattr(node, "lineno"):
                for column in (node.col_offset, _ANY):
                    states.places.setdefault((node.lineno, column, _part(state.exit)), []).append(number)
    for (_, _, part), numbers in states.places.items():
        if part == "error":
            numbers.reverse()  # CPython's compiler handles the innermost of several managers first, the machine handles it last
    return states


def _part(exit: Yield | Delegate) -> str:
    """The part of an ``async with`` in which a suspension is; "" for any other suspension."""
    if isinstance(exit, Yield) or exit.construct != "async with":
        return ""
    names = {node.id for node in ast.walk(exit.source) if isinstance(node, ast.Name)}
    if "$traceback" in names:
        return "error"
    return "enter" if any([name.startswith("$enter") for name in names]) else ""


_RESUME = dis.opmap["RESUME"]


class Positions:
    """The positions of the suspensions of the requested code objects."""

    def __init__(self) -> None:
        self._known: dict[CodeType, dict[int, Position]] = {}

    def of(self, code: CodeType, offset: int) -> Position:
        """offset: that of the instruction that suspends, or of the RESUME after it."""
        known = self._known.get(code)
        if known is None:
            known = self._known[code] = _suspensions(code)
        return known.get(offset) or (code.co_firstlineno, 0, "", 0)


def _suspensions(code: CodeType) -> dict[int, Position]:
    found: dict[int, Position] = {}
    times: dict[tuple[int, int, str], int] = {}
    positions = list(code.co_positions())
    part = ""
    for offset in range(2, len(code.co_code), 2):
        part = _PARTS.get(code.co_code[offset], part)
        if code.co_code[offset] != _RESUME or not code.co_code[offset + 1] & 3:
            continue
        line, _, column, _ = positions[offset // 2]
        place = (line or code.co_firstlineno, column or 0, part)
        which = times[place] = times.get(place, -1) + 1
        found[offset] = found[offset - 2] = (*place, which)
        part = ""
    return found


def _parts() -> dict[int, str]:
    """The instructions that begin and end an ``async with`` (LOAD_SPECIAL from 3.14 on)."""
    names = {"BEFORE_ASYNC_WITH": "enter", "LOAD_SPECIAL": "enter", "WITH_EXCEPT_START": "error"}
    return {dis.opmap[name]: part for name, part in names.items() if name in dis.opmap}


_PARTS = _parts()
