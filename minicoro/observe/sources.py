"""The source text of a step, with the temporaries in the place of what has been evaluated into them."""

import re

from minicoro.runtime.machine import Machine, Note
from minicoro.runtime.positions import Span

TEMPORARY = re.compile(r"\$\w+")


class Sources:
    """Texts of one machine's steps.  lines: of the file, without line ends."""

    def __init__(self, lines: tuple[str, ...], machine: Machine) -> None:
        self._lines = [line.encode("utf-8", "surrogatepass") for line in lines]
        self._spills = sorted(machine.spills.items(), key=lambda item: (item[1].line, item[1].column))

    def of(self, note: Note, own: tuple[str, ...] = (), whole: bool = False) -> str:
        """What a step runs; of several lines the first, unless ``whole``.  ``own``: the temporaries that it fills."""
        if note.span is None:
            return "" if note.how == "{}" else note.how
        if "{}" not in note.how:
            return note.how
        text = self.text(note.span, own or note.keeps)
        if not whole and "\n" in text:
            text = text.split("\n", 1)[0].rstrip() + " …"
        return note.how.replace("{}", text)

    def text(self, span: Span, own: tuple[str, ...]) -> str:
        """The source of a span, evaluated parts replaced by their temporaries (all but ``own``)."""
        pieces: list[bytes] = []
        at = (span.line, span.column)
        end = (span.end_line, span.end_column)
        for variable, spill in self._spills:
            start, stop = (spill.line, spill.column), (spill.end_line, spill.end_column)
            if start < at or stop > end or variable in own or self._is_inside_another(spill, span, own):
                continue
            pieces += [self._between(at, start), variable.encode()]
            at = stop
        pieces.append(self._between(at, end))
        return b"".join(pieces).decode("utf-8", "replace")

    def _is_inside_another(self, spill: Span, outer: Span, own: tuple[str, ...]) -> bool:
        for variable, other in self._spills:
            if other != spill and _holds(other, spill) and _holds(outer, other) and variable not in own:
                return True
        return False

    def _between(self, start: tuple[int, int], end: tuple[int, int]) -> bytes:
        (line, column), (end_line, end_column) = start, end
        if line > len(self._lines) or start >= end:
            return b""
        if line == end_line:
            return self._lines[line - 1][column:end_column]
        middle = self._lines[line : min(end_line - 1, len(self._lines))]
        last = self._lines[end_line - 1][:end_column] if end_line <= len(self._lines) else b""
        return b"\n".join([self._lines[line - 1][column:], *middle, last])


def _holds(outer: Span, inner: Span) -> bool:
    starts = (outer.line, outer.column) <= (inner.line, inner.column)
    return starts and (outer.end_line, outer.end_column) >= (inner.end_line, inner.end_column)
