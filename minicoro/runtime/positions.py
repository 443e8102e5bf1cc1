"""Where code stands in the program's text, and closures that carry their place.

A closure of the interpreter is *placed* at a node: its code object gets the program's file name and a line
table that maps every instruction to the node's span, and its globals are the program's.  A native function
called from it then finds, one frame up, what it would find under CPython: file, line, columns, module.
This is how warnings, ``namedtuple``, ``TypeVar`` and our own tracebacks know where they are at no cost
while nothing is raised.  ``spec/positions.md`` explains the mechanism.
"""

from __future__ import annotations

from opcode import opmap
from types import FunctionType

from minicoro.records import NamedTuple
from minicoro.runtime.errors import InternalError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any, TypeVar

    from minicoro.oldsyntax import nodes as ast

    F = TypeVar("F", bound=Callable[..., Any])

PLACED = "<minicoro>"
"""``co_name`` of every placed closure: how a frame of the interpreter is told from one of the program."""

_LONG_FORM = 0x80 | (14 << 3)
_NO_COLUMN_FORM = 0x80 | (13 << 3)
_NO_PLACE_FORM = 0x80 | (15 << 3)
_MOST_UNITS = 8

CO_FUTURE_ANNOTATIONS = 0x1000000
"""``from __future__ import annotations``.  Our modules have it; what a placed closure calls must not inherit it."""


class Span(NamedTuple):
    """A stretch of source: lines from 1, columns in UTF-8 bytes from 0, as ``ast`` counts them; -1 for no columns."""

    line: int
    end_line: int
    column: int
    end_column: int


def span_of(node: ast.AST) -> Span:
    """The node's place, which must have position attributes."""
    place: Any = node
    return Span(
        place.lineno, place.end_lineno or place.lineno, place.col_offset, place.end_col_offset or place.col_offset
    )


def _varint(value: int) -> bytes:
    out = bytearray()
    while value >= 64:
        out.append(0x40 | (value & 63))
        value >>= 6
    out.append(value)
    return bytes(out)


def _signed(value: int) -> bytes:
    return _varint((-value << 1) | 1 if value < 0 else value << 1)


SILENT = -1
"""Instead of a line: what is placed does nothing of its own before its parts do."""


def line_table(span: Span, first_line: int, units: int, entry: int = 0) -> bytes:
    """A ``co_linetable`` that maps ``units`` code units to ``span`` (format: CPython's InternalDocs, "Locations").

    entry: the line of the first code unit, where what runs first stands on another one than the span begins on.
    """
    if entry == SILENT:
        return bytes([_NO_PLACE_FORM]) + line_table(span, first_line, units - 1)
    if entry and entry != span.line:
        return bytes([_NO_COLUMN_FORM]) + _signed(entry - first_line) + line_table(span, entry, units - 1)
    signed = _signed(span.line - first_line)
    form, tail = _NO_COLUMN_FORM, b""
    if span.column >= 0:
        form = _LONG_FORM
        tail = _varint(span.end_line - span.line) + _varint(span.column + 1) + _varint(span.end_column + 1)
    out = bytearray()
    first = True
    while units > 0:
        count = min(units, _MOST_UNITS)
        out.append(form | (count - 1))
        out += (signed if first else b"\0") + tail
        first = False
        units -= count
    return bytes(out)


def entry_line(code: CodeType) -> int:
    """The line on which the first thing runs that a placed closure does; `SILENT` if that is one of its parts."""
    first = code.co_linetable[0]
    if first == _NO_PLACE_FORM:
        return SILENT
    if first != _NO_COLUMN_FORM:
        return code.co_firstlineno
    return next(iter(code.co_lines()))[2] or code.co_firstlineno


def has_entry(code: CodeType) -> bool:
    """Whether the first code unit of a placed closure stands elsewhere than the rest."""
    return code.co_linetable[0] in (_NO_COLUMN_FORM, _NO_PLACE_FORM)


_GLOBAL_LOOKUPS = frozenset([number for name, number in opmap.items() if "GLOBAL" in name or name == "LOAD_NAME"])

_checked: set[int] = set()


def _check_template(code: CodeType) -> None:
    """A placed closure runs with the program's globals, so it must use none of its own."""
    if not _GLOBAL_LOOKUPS.isdisjoint(code.co_code[::2]):
        raise InternalError(f"{code.co_qualname} uses a global: one of {code.co_names}")
    _templates.append(code)
    _checked.add(id(code))


_templates: list[CodeType] = []  # keeps the ids in _checked valid


def place(
    closure: F, span: Span, filename: str, namespace: dict[str, Any], attribute: str | None = None, entry: int = 0
) -> F:
    """``closure`` placed at ``span`` of ``filename``, with ``namespace`` for globals.  ``entry`` as in `line_table`.

    ``attribute`` replaces the name ``ATTRIBUTE`` in the closure's code, so that one template serves each
    attribute with the host's own attribute access.
    """
    function: Any = closure
    code = function.__code__
    if id(code) not in _checked:
        _check_template(code)
    names = code.co_names
    if attribute is not None:
        names = tuple([attribute if name == "ATTRIBUTE" else name for name in names])
    code = code.replace(
        co_filename=filename,
        co_name=PLACED,
        co_firstlineno=span.line,
        co_linetable=line_table(span, span.line, len(code.co_code) >> 1, entry),
        co_names=names,
        co_flags=code.co_flags & ~CO_FUTURE_ANNOTATIONS,
    )
    placed: Any = FunctionType(code, namespace, PLACED, function.__defaults__, function.__closure__)
    return placed  # type: ignore[no-any-return]
