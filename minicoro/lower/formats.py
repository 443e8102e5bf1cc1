"""A constant format with a tuple display is an f-string, as in CPython (``optimize_format``)."""

from __future__ import annotations

import ast
import re

UNIT = re.compile(r"((?:[^%]|%%)*)(?:%([-+ #0]*)(\d\d?)?(?:\.(\d{0,2}))?([sra]))?", re.DOTALL)
"""Text, and perhaps a unit of a format: flags, width, precision, conversion."""


def as_fstring(node: ast.BinOp) -> ast.expr:
    """The f-string that CPython compiles for ``format % (…)``; the node itself if there is none.

    So each item is formatted before the next one is evaluated.  Rule: evaluation/format
    """
    format, items = node.left, node.right
    if not (isinstance(node.op, ast.Mod) and isinstance(format, ast.Constant) and isinstance(items, ast.Tuple)):
        return node
    if type(format.value) is not str or all([isinstance(item, ast.Constant) for item in items.elts]):
        return node
    parts: list[ast.expr] = []
    todo, place = items.elts[::-1], 0
    while found := UNIT.match(format.value, place):
        place = found.end()
        text, flags, width, precision, conversion = found.groups()
        if text:
            parts.append(ast.copy_location(ast.Constant(text.replace("%%", "%")), node))
        if conversion is None:
            break
        if not todo or isinstance(todo[-1], ast.Starred):
            return node
        parts.append(_formatted(todo.pop(), flags, width, precision, conversion))
    return node if todo or place < len(format.value) else ast.copy_location(ast.JoinedStr(parts), node)


def _formatted(item: ast.expr, flags: str, width: str | None, precision: str | None, conversion: str) -> ast.expr:
    written = ("" if width is None else width if "-" in flags else f">{width}") + (
        "" if precision is None else f".{precision or 0}"
    )
    spec = ast.copy_location(ast.Constant(written), item)
    format_spec = ast.copy_location(ast.JoinedStr([spec]), item) if written else None
    return ast.copy_location(ast.FormattedValue(item, ord(conversion), format_spec), item)
