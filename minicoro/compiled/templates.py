"""The code that machines are emitted as, written as Python with places to fill in.

In a template a name in lower case is a variable of the interpreter's in the emitted function (``d`` is ``$d`` there), a
name that begins with a capital is a helper (`linking.LINKED`), and a name in capitals is filled in: an expression, or, as
a statement by itself, statements.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import Any

from ..lower.forms import Definition, N
from .positions import MARK, NOWHERE

Filling = ast.expr | list[ast.stmt] | str | int | None


def linked(helper: str) -> ast.Constant:
    """A reference to an object that the emitted code needs, whatever names the program binds."""
    return ast.Constant(MARK + helper)


@cache
def _parsed(template: str) -> ast.Module:
    return ast.parse(template)


ELSEWHERE = ast.Pass(lineno=NOWHERE, col_offset=0, end_lineno=NOWHERE, end_col_offset=0)
"""Where the interpreter's own code stands."""


def _put(made: Any, place: Any) -> Any:
    """Position a node.  The compiler puts a call of an attribute that spans lines in its last line: it is cut to one."""
    ast.copy_location(made, place)
    if type(made) is ast.Attribute and place.lineno != place.end_lineno:
        made.end_lineno, made.end_col_offset = place.lineno, place.col_offset
    return made


def placed(made: N, at: ast.AST | None = None) -> N:
    """``made``, its parts without a position placed at a node; None: nowhere in the source."""
    place = at or ELSEWHERE
    for part in ast.walk(made):
        if "lineno" in part._attributes and not hasattr(part, "lineno"):
            _put(part, place)
    return made


def displace(made: ast.AST) -> None:
    """Take ``made`` out of the source: it stands nowhere in it."""
    for part in ast.walk(made):
        if "lineno" in part._attributes:
            ast.copy_location(part, ELSEWHERE)


def fill(template: str, at: ast.AST | None = None, **filling: Filling) -> list[ast.stmt]:
    """The statements of a template, positioned at a node of the source; None: nowhere in it.

    What is filled in keeps its positions, and may stand in several places of a tree.
    """
    place, made = at or ELSEWHERE, []
    for part in _parsed(template).body:
        built = _built(part, place, filling)
        made += built if type(built) is list else [built]
    return made


def _built(node: ast.AST, place: ast.AST, filling: dict[str, Filling]) -> Any:
    """A part of a template, filled in.

    Operators are not copied: the host has one node for each, on which other libraries keep notes (``executing``: the parent).
    """
    if type(node) is ast.Name:
        return _named(node, place, filling)
    if type(node) is ast.Expr and type(node.value) is ast.Name and type(filling.get(node.value.id)) is list:
        return filling[node.value.id]
    made: Any = type(node).__new__(type(node))  # a call wants all fields
    fields = made.__dict__
    for field, content in node.__dict__.items():
        if type(content) is list:
            parts, content = content, []
            for part in parts:
                has_parts = isinstance(part, ast.AST) and (part._fields or part._attributes)
                built = _built(part, place, filling) if has_parts else part
                content += built if type(built) is list else [built]
        elif isinstance(content, ast.AST) and content._fields:
            content = _built(content, place, filling)
        elif type(node) is ast.ExceptHandler and content is not None:
            content = f"${content}"
        fields[field] = content
    if made._attributes:
        _put(made, place)
    return made


def _named(node: ast.Name, place: ast.AST, filling: dict[str, Filling]) -> ast.expr:
    made: ast.expr
    given = filling.get(node.id, MISSING)
    if given is MISSING:
        made = linked(node.id) if node.id[0].isupper() else ast.Name("$" + node.id, node.ctx)
    elif isinstance(given, str):
        made = ast.Name(given, node.ctx)
    elif isinstance(given, ast.Name):
        made = ast.Name(given.id, node.ctx)
        if given.id[0] != "$" and hasattr(given, "lineno"):
            place = given
    elif isinstance(given, ast.expr):
        return given if hasattr(given, "lineno") else placed(given, place)
    else:
        made = ast.Constant(given)
    return _put(made, place)  # type: ignore[no-any-return]


MISSING: Any = object()


def duplicate(node: Any) -> Any:
    """A copy of syntax, for one that is going to be changed."""
    if not isinstance(node, ast.AST) or not node._fields or isinstance(node, Definition):
        return node
    made = type(node).__new__(type(node))
    fields = made.__dict__
    for name, content in node.__dict__.items():
        if type(content) is list:
            content = [duplicate(part) for part in content]
        elif isinstance(content, ast.AST):
            content = duplicate(content)
        fields[name] = content
    return made
