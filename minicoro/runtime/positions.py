"""Where code stands in the program's text, and closures that carry their place.

A closure of the interpreter is *placed* at a node: its code object gets the program's file name and a line
table that maps every instruction to the node's span, and its globals are the program's.  A native function
called from it then finds, one frame up, what it would find under CPython: file, line, columns, module.
This is how warnings, ``namedtuple``, ``TypeVar`` and our own tracebacks know where they are at no cost
while nothing is raised.  ``spec/positions.md`` explains the mechanism.
"""

import ast
import dis
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any, NamedTuple, TypeVar, cast

from minicoro.runtime.errors import InternalError

F = TypeVar("F", bound=Callable[..., Any])

PLACED = "<minicoro>"
"""``co_name`` of every placed closure: how a frame of the interpreter is told from one of the program."""

_LONG_FORM = 0x80 | (14 << 3)
_NO_COLUMN_FORM = 0x80 | (13 << 3)
_MOST_UNITS = 8


class Span(NamedTuple):
    """A stretch of source: lines from 1, columns in UTF-8 bytes from 0, as ``ast`` counts them; -1 for no columns."""

    line: int
    end_line: int
    column: int
    end_column: int


def span_of(node: ast.AST) -> Span:
    """The node's place, which must have position attributes."""
    place = cast("ast.expr", node)
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


def line_table(span: Span, first_line: int, units: int) -> bytes:
    """A ``co_linetable`` that maps ``units`` code units to ``span`` (format: CPython's InternalDocs, "Locations")."""
    delta = span.line - first_line
    signed = (-delta << 1) | 1 if delta < 0 else delta << 1
    form, tail = _NO_COLUMN_FORM, b""
    if span.column >= 0:
        form = _LONG_FORM
        tail = _varint(span.end_line - span.line) + _varint(span.column + 1) + _varint(span.end_column + 1)
    out = bytearray()
    first = True
    while units > 0:
        count = min(units, _MOST_UNITS)
        out.append(form | (count - 1))
        out += (_varint(signed) if first else b"\0") + tail
        first = False
        units -= count
    return bytes(out)


_checked: set[int] = set()


def _check_template(code: CodeType) -> None:
    """A placed closure runs with the program's globals, so it must use none of its own."""
    for instruction in dis.get_instructions(code):
        if "GLOBAL" in instruction.opname or instruction.opname == "LOAD_NAME":
            raise InternalError(f"{code.co_qualname} uses the global {instruction.argval}")
    _templates.append(code)
    _checked.add(id(code))


_templates: list[CodeType] = []  # keeps the ids in _checked valid


def place(closure: F, span: Span, filename: str, namespace: dict[str, Any], attribute: str | None = None) -> F:
    """``closure`` placed at ``span`` of ``filename``, with ``namespace`` for globals.

    ``attribute`` replaces the name ``ATTRIBUTE`` in the closure's code, so that one template serves each
    attribute with the host's own attribute access.
    """
    function = cast("FunctionType", closure)
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
        co_linetable=line_table(span, span.line, len(code.co_code) >> 1),
        co_names=names,
    )
    return cast("F", FunctionType(code, namespace, PLACED, function.__defaults__, function.__closure__))
