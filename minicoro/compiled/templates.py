"""The code that machines are emitted as, written as Python with places to fill in.

In a template a name in lower case is a variable of the interpreter's in the emitted function (``d`` is ``$d`` there), a
name that begins with a capital is a helper (`linking.LINKED`), and a name in capitals is filled in: an expression, or, as
a statement by itself, statements.
"""

from __future__ import annotations

import ast
import copy
from functools import cache

from .positions import NOWHERE

Filling = ast.expr | list[ast.stmt] | str | int | None
MARK = "\0minicoro:"
"""Begins the constants that `linking` replaces by objects; no text of a program does."""


def linked(helper: str) -> ast.Constant:
    """A reference to an object that the emitted code needs, whatever names the program binds."""
    return ast.Constant(MARK + helper)


@cache
def _parsed(template: str) -> ast.Module:
    return ast.parse(template)


class _Filler(ast.NodeTransformer):
    def __init__(self, filling: dict[str, Filling]) -> None:
        self.filling = filling

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        if isinstance(node.value, ast.Name):
            given = self.filling.get(node.value.id)
            if isinstance(given, list):
                return given
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.filling:
            given = self.filling[node.id]
            if isinstance(given, str):
                return ast.Name(given, node.ctx)
            if isinstance(given, ast.Name):
                return ast.copy_location(ast.Name(given.id, node.ctx), given)
            if isinstance(given, ast.expr):
                return given
            return ast.Constant(given)
        if node.id[0].isupper():
            return linked(node.id)
        return ast.Name("$" + node.id, node.ctx)


def fill(template: str, at: ast.AST | None = None, **filling: Filling) -> list[ast.stmt]:
    """The statements of a template, positioned at a node of the source; None: nowhere in it."""
    tree = copy.deepcopy(_parsed(template))
    for node in ast.walk(tree):
        for attribute in ("lineno", "end_lineno", "col_offset", "end_col_offset"):
            node.__dict__.pop(attribute, None)
    return [placed(part, at) for part in _Filler(filling).visit(tree).body]


def placed(made: ast.stmt, at: ast.AST | None) -> ast.stmt:
    """``made``, its parts without a position placed at a node, or nowhere."""
    for part in ast.walk(made):
        if "lineno" in part._attributes and not hasattr(part, "lineno"):
            if at is None:
                part.lineno = part.end_lineno = NOWHERE  # type: ignore[attr-defined]
                part.col_offset = part.end_col_offset = 0  # type: ignore[attr-defined]
            else:
                ast.copy_location(part, at)
                if isinstance(part, ast.Attribute) and part.end_lineno != part.lineno:
                    # The compiler puts a call of an attribute that spans lines in its last line.
                    part.end_lineno, part.end_col_offset = part.lineno, part.col_offset
    return made
