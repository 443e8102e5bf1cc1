"""The machine of a function that CPython runs, and the state that a position in its source stands for."""

from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from minicoro.api import Delegate, Yield
from minicoro.observe import finding
from minicoro.observe.rows import rows_of
from minicoro.observe.watcher import _plain

Position = tuple[int, int]
"""A line, from 1, and a column in bytes, from 0."""


@dataclass
class States:
    """rows: as the event ``function`` has them.  places: the states that suspend, by their position and by their line."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    places: dict[Position, int] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)

    def at(self, place: Position) -> int | None:
        """The state that is suspended there; None where none is known."""
        found = self.places.get(place)
        return self.lines.get(place[0]) if found is None else found


def of_source(text: str, filename: str) -> dict[tuple[str, int], States]:
    """By qualified name and first line.  Empty for a text that minicoro does not read.  Nothing of it runs."""
    try:
        functions = finding.in_source(text, filename)
    except (SyntaxError, ValueError, RecursionError):
        return {}
    return {(each.qualname, each.first_line): _states(each) for each in functions}


def _states(found: finding.Found) -> States:
    states = States([_plain(row) for row in rows_of(found, raw=True)])
    for number, state in enumerate(found.machine.states):
        if isinstance(state.exit, Yield | Delegate):
            node: Any = state.exit.node
            if hasattr(node, "lineno"):
                states.places.setdefault((node.lineno, node.col_offset), number)
                states.lines.setdefault(node.lineno, number)
    return states


class Positions:
    """The source position of each instruction of the code objects that are asked about."""

    def __init__(self) -> None:
        self._known: dict[CodeType, list[Any]] = {}

    def of(self, code: CodeType, offset: int) -> Position:
        known = self._known.get(code)
        if known is None:
            known = self._known[code] = list(code.co_positions())
        if offset // 2 < len(known):
            line, _, column, _ = known[offset // 2]
            if line is not None:
                return line, column or 0
        return code.co_firstlineno, 0
