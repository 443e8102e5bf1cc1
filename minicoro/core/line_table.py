"""The line table of a code object: the position of each of its instructions.  (InternalDocs/code_objects.md)"""

from __future__ import annotations

from collections.abc import Iterable
from types import CodeType

Position = tuple[int | None, int | None, int | None, int | None]
"""Line, last line, column, end column, as ``code.co_positions()`` returns them; None: not known."""


def line_table(first: int, positions: Iterable[Position]) -> bytes:
    """``co_linetable`` of a code object whose first line is ``first``.  positions: one for each code unit."""
    runs: list[tuple[int, Position]] = []
    for position in positions:
        if runs and runs[-1][1] == position and runs[-1][0] < 8:
            runs[-1] = (runs[-1][0] + 1, position)
        else:
            runs.append((1, position))
    table, line = bytearray(), first
    for units, (start, end, column, end_column) in runs:
        if start is None:
            table.append(0x80 | 15 << 3 | units - 1)
            continue
        whole = end is not None and column is not None and end_column is not None
        table.append(0x80 | (14 if whole else 13) << 3 | units - 1)
        table += _signed(start - line)
        line = start
        if end is not None and column is not None and end_column is not None:
            table += _unsigned(end - start) + _unsigned(column + 1) + _unsigned(end_column + 1)
    return bytes(table)


def _unsigned(value: int) -> bytes:
    """Six bits in each byte, the lowest first; bit 6 says that another byte follows."""
    return bytes([value]) if value < 64 else bytes([0x40 | value & 63]) + _unsigned(value >> 6)


def _signed(value: int) -> bytes:
    return _unsigned(-value << 1 | 1 if value < 0 else value << 1)


def line_at(code: CodeType, instruction: int) -> int | None:
    """The line of an instruction in a code object; None: it has none."""
    found = [line for start, end, line in code.co_lines() if start <= instruction < end]
    return found[0] if found else None
