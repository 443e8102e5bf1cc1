"""Common parts of all methods: the parentheses seen so far, targets, and the shared context nodes."""

from __future__ import annotations

import ast
from typing import Any, TypeVar

from minicoro.syntax.errors import Rejected
from minicoro.syntax.tokens import Token

LOAD = ast.Load()
STORE = ast.Store()
DEL = ast.Del()

Made = TypeVar("Made", bound=ast.expr | ast.arg | ast.alias)
Position = Any
"""A token, a node, or what has the attributes of one."""


def reject(reason: str, where: Token | ast.expr | ast.pattern | ast.stmt | ast.keyword) -> Rejected:
    """The exception for a text that the grammar accepts and Python does not."""
    return Rejected(reason, where.lineno, where.col_offset)


def at(made: Made, first: Position, last: Position | None = None) -> Made:
    """The node ``made`` with the position of the text from ``first`` to ``last``."""
    end = last or first
    made.lineno, made.col_offset = first.lineno, first.col_offset
    made.end_lineno, made.end_col_offset = end.end_lineno, end.end_col_offset
    return made


class Base:
    """The state of one parse."""

    def __init__(self) -> None:
        self.suspicious = False
        """Whether the host may warn of this text, or refuse it although the grammar accepts it: then the host parses it, too."""
        self.diamond = False
        """Whether "<>" stands for "!=" (PEP 401: by a flag, or by an import, see `features`)."""
        self.grouped: dict[int, ast.expr] = {}
        """The nodes in parentheses of their own, by id (references are kept, so that no id is used twice)."""

    def is_grouped(self, node: ast.expr) -> bool:
        return id(node) in self.grouped


def or_empty(found: list[Any] | None) -> list[Any]:
    """The list of an optional part."""
    return found or []


EMPTY = None, or_empty
"""For `driver.node`: an empty list."""


def is_given(token: Token | None) -> int:
    """Whether an optional word is there, for the fields of nodes that are 1 or 0."""
    return int(token is not None)


def text_of(token: Token | None) -> str | None:
    """The text of an optional token."""
    return None if token is None else token.text


def store(target: ast.expr, context: ast.expr_context = STORE) -> ast.expr:
    """Make ``target`` a target of an assignment, or with DEL one of a ``del``; return it.  ``Rejected`` if this is impossible."""
    if isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            store(element, context)
    elif isinstance(target, ast.Starred) and context is STORE:
        store(target.value)
    elif not isinstance(target, ast.Name | ast.Attribute | ast.Subscript):
        raise reject("target", target)
    target.ctx = context
    return target


def store_single(target: ast.expr) -> ast.Name | ast.Attribute | ast.Subscript:
    """Make ``target`` a target of an assignment that is not a list of targets."""
    if not isinstance(target, ast.Name | ast.Attribute | ast.Subscript):
        raise reject("single target", target)
    target.ctx = STORE
    return target
