"""Positions: the interpreter's own code has none, so that no tracer and no traceback shows it.

The host's compiler takes no node without a line.  So such code gets a line that no file has, and that line is struck from
the table of the compiled code (the format is told in CPython's InternalDocs/code_objects.md).
"""

from __future__ import annotations

from types import CodeType

NOWHERE = 1_000_000_000
MARK = "\0minicoro:"
"""Begins the constants that `linking` replaces by objects; no text of a program does."""
Position = tuple[int | None, int | None, int | None, int | None]


def without_nowhere(code: CodeType, first: int) -> bytes:
    """The line table of ``code`` for this first line, in which what stands in line `NOWHERE` has no line."""
    if first == code.co_firstlineno and not any([line is not None and line >= NOWHERE for _, _, line in code.co_lines()]):
        return code.co_linetable
    runs: list[tuple[int, Position]] = []
    for position in code.co_positions():
        if position[0] is not None and position[0] >= NOWHERE:
            position = (None, None, None, None)
        if runs and runs[-1][1] == position and runs[-1][0] < 8:
            runs[-1] = (runs[-1][0] + 1, position)
        else:
            runs.append((1, position))
    table, line = bytearray(), first
    for units, (start, end, column, end_column) in runs:
        if start is None:
            table.append(0x80 | 15 << 3 | units - 1)
        elif column is None or end_column is None or end is None:
            table.append(0x80 | 13 << 3 | units - 1)
            table += _signed(start - line)
            line = start
        else:
            table.append(0x80 | 14 << 3 | units - 1)
            table += _signed(start - line) + _varint(end - start) + _varint(column + 1) + _varint(end_column + 1)
            line = start
    return bytes(table)


def _varint(value: int) -> bytes:
    made = bytearray()
    while value >= 64:
        made.append(0x40 | value & 63)
        value >>= 6
    made.append(value)
    return bytes(made)


def _signed(value: int) -> bytes:
    return _varint((-value << 1) | 1 if value < 0 else value << 1)
