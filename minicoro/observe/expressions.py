"""``trace --expressions``: the value of each sub-expression in the order of evaluation, as events.

Events describe expressions of the program.  The machine's own nodes do not belong to it: a spill is reported as the expression
whose value it keeps, and a node that is not in the source is left out.
"""

import ast
import linecache
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from minicoro.api import Evaluation, Place, Suspendable, parse, stands_for, text_of, view, watch_evaluations
from minicoro.observe.stream import Stream, guarded
from minicoro.observe.values import short
from minicoro.quiet import Quiet

Position = tuple[int, int, int, int]
_LONGEST = 200
_UNFINISHED = ("$display", "$collection")


@dataclass(frozen=True, slots=True)
class Written:
    """An expression of the source.

    columns: its start and end, in characters from 0; None: the source is unknown.  nesting: the number of expressions of its
    statement around it.
    """

    line: int
    end_line: int
    columns: list[int] | None
    text: str
    nesting: int


class Source:
    """A file, and the expressions in it by their position."""

    def __init__(self, filename: str) -> None:
        self.lines = [line.rstrip("\n") for line in linecache.getlines(filename)]
        self.at: dict[Position, list[tuple[ast.expr, int]]] = {}
        try:
            with Quiet():
                tree = parse("\n".join(self.lines) + "\n", filename, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except Exception:  # the running text is not that of the file
            self.lines = []
            return
        self._find(tree, 0)

    def _find(self, node: ast.AST, depth: int) -> None:
        """Record the expressions in ``node``; ``depth``: the number of expressions around them."""
        waiting = [(node, depth)]
        while waiting:
            one, nesting = waiting.pop()
            if isinstance(one, ast.expr):
                self.at.setdefault(position(one), []).append((one, nesting))
            for field, value in ast.iter_fields(one):
                parts = value if isinstance(value, list) else [value]
                inner = _nesting_in(one, field, nesting)
                if field == "format_spec" and value is not None:
                    parts = value.values  # the text of a format specification is not an expression of its own
                waiting += [(part, inner) for part in parts if isinstance(part, ast.AST)]

    def segment(self, at: Position) -> tuple[str, list[int]]:
        """The text at a position, in one line, and its columns in characters."""
        first, start, last, end = at
        columns = [
            len(self.lines[n - 1].encode()[:byte].decode(errors="replace")) for n, byte in ((first, start), (last, end))
        ]
        lines = self.lines[first - 1 : last]
        lines[-1] = lines[-1][: columns[1]]
        lines[0] = lines[0][columns[0] :]
        text = " ".join([line.strip() for line in lines])
        return (text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"), columns


def _nesting_in(node: ast.AST, field: str, depth: int) -> int:
    """The number of expressions around the nodes in a field of ``node``, in the function that evaluates them."""
    if isinstance(node, ast.Lambda):
        return 0 if field == "body" else depth + 1
    if isinstance(node, ast.Starred | ast.FormattedValue) or not isinstance(node, ast.expr):
        return 0 if isinstance(node, ast.stmt) else depth
    return depth + 1


def position(node: Any) -> Position:
    """The position of the start and the end of a node."""
    return node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0


class Sources:
    """Finds the text of the program at the position of a node."""

    def __init__(self) -> None:
        self._known: dict[str, Source] = {}

    def written(self, place: Place) -> Written | None:
        """The expression of the program at this position; None: there is none.  It is stored at the node, which may be
        evaluated often.
        """
        kept: dict[str, Any] = place.node.__dict__
        if "written_as" not in kept:
            kept["written_as"] = self._look(place)
        found: Written | None = kept["written_as"]
        return found

    def nesting(self, place: Place) -> int:
        """The number of expressions of its statement around a node."""
        found = self.written(place)
        return 0 if found is None else found.nesting

    def _look(self, place: Place) -> Written | None:
        node: Any = place.node
        if not hasattr(node, "lineno"):
            return None
        if isinstance(node, ast.FormattedValue):  # until 3.11 it has the position of the whole string
            inner = self.written(Place(node.value, place.filename, place.spills))
            return None if inner is None else replace(inner, text=_field_text(node, inner.text))
        if place.filename not in self._known:
            self._known[place.filename] = Source(place.filename)
        source = self._known[place.filename]
        if not source.lines:
            text = text_of(node)
            return None if "$" in text else Written(node.lineno, node.end_lineno, None, text, 0)
        at = position(node)
        for written, nesting in source.at.get(at, ()):
            if stands_for(node, written, place.spills):
                text, columns = source.segment(at)
                return Written(at[0], at[2], columns, text, nesting)
        return None


def _field_text(node: ast.FormattedValue, inner: str) -> str:
    """The text of a field of an f-string."""
    conversion = "" if node.conversion < 0 else f"!{chr(node.conversion)}"
    return f"{{{inner}{conversion}{'' if node.format_spec is None else ':…'}}}"


class Expressions:
    """Issues events for the evaluations of walked code.

    inner: the number of the running object, if there is one.  show_source: called with the name of each file.
    """

    def __init__(self, stream: Stream, inner: Callable[[], int | None], show_source: Callable[[str], object]) -> None:
        self.stream, self.inner, self.show_source = stream, inner, show_source
        self.sources = Sources()

    def begin(self) -> Callable[[], None]:
        """Report every evaluation from now on; returns a function that ends this."""
        return watch_evaluations(self.take, self.sources.nesting)

    @guarded
    def take(self, evaluation: Evaluation) -> None:
        """An expression was evaluated."""
        place = evaluation.place
        if self.stream.ended:
            return
        written = self.sources.written(place)
        if written is None:
            return
        self.show_source(place.filename)
        value = short(evaluation.value)
        raises, spills = evaluation.kind == "raises", evaluation.kind == "spills"
        fields: dict[str, Any] = {
            "file": place.filename,
            "line": written.line,
            "end_line": written.end_line if written.end_line != written.line else None,
            "columns": written.columns,
            "source": written.text,
            "value": None if raises else value,
            "error": value if raises else None,
            "depth": evaluation.base + written.nesting,
            "object": self.inner(),
            "spill": evaluation.spill or None,
        }
        if spills:
            self.stream.emit("spilled", **fields)
        else:
            self.stream.emit("expression", **fields)

    def kept(self, o: Suspendable) -> list[dict[str, Any]]:
        """The values of sub-expressions that an object keeps while it is suspended: name, source and value of each.

        partly: a display or comprehension is not complete yet.
        """
        found = []
        spills, values = o.machine.spills, view(o).kept
        for name, expression in spills.items():
            if name in values:
                written = self.sources.written(Place(expression, o.run.__code__.co_filename, spills))
                if written is not None:
                    kept = {"spill": name, "source": written.text, "value": short(values[name])}
                    found.append({**kept, "partly": True} if name.startswith(_UNFINISHED) else kept)
        return found
