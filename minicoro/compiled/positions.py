"""Positions: the interpreter's own code has none, so that no trace function and no traceback shows it.

The host's compiler requires a line for each node.  So such code gets a line number that no file has, and that line is
removed from the line table of the compiled code.
"""

from __future__ import annotations

from types import CodeType

from ..core.line_table import line_table

NOWHERE = 1_000_000_000
MARK = "\0minicoro:"
"""Begins the constants that `linking` replaces by objects.  In a text of the program that begins so, `ESCAPED` replaces it."""
ESCAPED = MARK + "text "


def without_nowhere(code: CodeType, first: int) -> bytes:
    """The line table of ``code`` for the first line ``first``; the line `NOWHERE` is replaced by no line."""
    lines = [line for _, _, line in code.co_lines() if line is not None]
    if first == code.co_firstlineno and NOWHERE not in lines:
        return code.co_linetable
    nothing = None, None, None, None
    return line_table(first, [nothing if each[0] == NOWHERE else each for each in code.co_positions()])
