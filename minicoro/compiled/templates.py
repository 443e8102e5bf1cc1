"""Templates of emitted code, written in Python with names to fill in.

In a template, a name in lower case is a variable of the interpreter in the emitted function (``d`` becomes ``$d``), a
name that begins with a capital is an object of `linking.LINKED`, and a name in capitals is filled in: by an expression, or
by statements where the name is a whole statement.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import Any

from ..lower.forms import Definition, N, walk
from .positions import ESCAPED, MARK, NOWHERE

Filling = ast.expr | list[ast.stmt] | str | int | None

OWN = "own"
"""The ``kind`` of a constant that `linking` replaces: a visitor of the program's constants leaves it alone."""


def linked(helper: str) -> ast.Constant:
    """A reference to an object of `linking.LINKED`, independent of the names in the program."""
    return ast.Constant(MARK + helper, OWN)


def literal(node: ast.Constant) -> ast.Constant:
    """A constant of the program."""
    if type(node.value) is str and node.value.startswith(MARK) and node.kind != OWN:
        return ast.copy_location(ast.Constant(ESCAPED + node.value[len(MARK) :], OWN), node)
    return node


@cache
def _parsed(template: str) -> ast.Module:
    return ast.parse(template)


ELSEWHERE = ast.Pass(lineno=NOWHERE, col_offset=0, end_lineno=NOWHERE, end_col_offset=0)
"""The position of the interpreter's own code."""


def _put(made: Any, place: Any) -> Any:
    """Set a node's position.  An attribute over several lines is cut to one: the compiler puts a call into its last line."""
    position, fields = place.__dict__, made.__dict__
    for attribute in POSITION:
        fields[attribute] = position[attribute]
    if type(made) is ast.Attribute and place.lineno != place.end_lineno:
        fields["end_lineno"], fields["end_col_offset"] = place.lineno, place.col_offset
    return made


def placed(made: N, at: ast.AST | None = None) -> N:
    """``made``; its nodes without a position get that of ``at``; None: no position in the source."""
    place = at or ELSEWHERE
    for part in walk(made):
        if "lineno" in part._attributes and not hasattr(part, "lineno"):
            _put(part, place)
    return made


def displace(made: ast.AST) -> None:
    """Replace the positions of ``made`` by no position in the source."""
    for part in walk(made):
        if "lineno" in part._attributes:
            ast.copy_location(part, ELSEWHERE)


def fill(template: str, at: ast.AST | None = None, **filling: Filling) -> list[ast.stmt]:
    """The statements of a template, with the position of a node; None: no position in the source.

    The parts that are filled in keep their positions; a part may be used several times in a tree.
    """
    place, made = at or ELSEWHERE, []
    for part in _parsed(template).body:
        built = _built(part, place, filling)
        made += built if type(built) is list else [built]
    return made


def _built(node: ast.AST, place: ast.AST, filling: dict[str, Filling]) -> Any:
    """A part of a template, filled in.

    Operators are not copied: the host has one shared node for each, to which other libraries (``executing``) attach a parent.
    """
    if type(node) is ast.Name:
        return _named(node, place, filling)
    if type(node) is ast.Expr and type(node.value) is ast.Name and type(filling.get(node.value.id)) is list:
        return filling[node.value.id]
    made: Any = type(node).__new__(type(node))  # calling the class would require all fields
    given, fields = node.__dict__, made.__dict__
    for field in node._fields:
        content = given[field]
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
    return _put(made, place) if made._attributes else made


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
POSITION = "lineno", "col_offset", "end_lineno", "end_col_offset"


def duplicate(node: Any) -> Any:
    """A copy of syntax that can be changed."""
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
