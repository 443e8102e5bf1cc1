"""Going through syntax: what the host's `ast` module does, with the fields of each kind of node looked up once.

Compiling a module means going through its whole tree several times, which takes most of the time that it takes.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, ClassVar

PLAIN = frozenset(
    {"arg", "asname", "attr", "conversion", "id", "is_async", "kind", "level", "module", "simple", "type_comment"}
)
"""Fields that hold no node in any kind of node."""


class _Fields(dict[type, tuple[str, ...]]):
    """The fields of a kind of node that may hold nodes."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        found = () if kind is ast.Constant else tuple([name for name in kind._fields if name not in PLAIN])
        self[kind] = found
        return found


FIELDS = _Fields()


def children(node: ast.AST) -> list[ast.AST]:
    """As ``ast.iter_child_nodes``."""
    found: list[ast.AST] = []
    for name in FIELDS[type(node)]:
        content = getattr(node, name, None)
        if isinstance(content, ast.AST):
            found.append(content)
        elif type(content) is list:
            for part in content:
                if isinstance(part, ast.AST):
                    found.append(part)
    return found


def walk(node: ast.AST) -> list[ast.AST]:
    """As ``ast.walk``: the node itself, then what is inside of it, level by level."""
    found = [node]
    for part in found:
        found += children(part)
    return found


class Transformer:
    """As ``ast.NodeTransformer``; what a context or an operator is never changes, and is not visited."""

    _methods: ClassVar[dict[type, Callable[[Any, Any], Any]]]

    def __init_subclass__(cls) -> None:
        cls._methods = {}

    def visit(self, node: Any) -> Any:
        """What comes into the place of a node: another, none, or a list of them."""
        kind = type(node)
        method = self._methods.get(kind)
        if method is None:
            method = self._methods[kind] = getattr(type(self), f"visit_{kind.__name__}", type(self).generic_visit)
        return method(self, node)

    def generic_visit(self, node: Any) -> Any:
        """Visit what is inside of a node."""
        for name in FIELDS[type(node)]:
            content = getattr(node, name, None)
            if type(content) is list:
                if content:
                    self._list(content)
            elif isinstance(content, ast.expr) or (isinstance(content, ast.AST) and type(content)._fields):
                made = self.visit(content)
                if made is None:
                    delattr(node, name)
                elif made is not content:
                    setattr(node, name, made)
        return node

    def _list(self, content: list[Any]) -> None:
        made: list[Any] = []
        for part in content:
            if isinstance(part, ast.AST):
                part = self.visit(part)
                if part is None:
                    continue
                if not isinstance(part, ast.AST):
                    made += part
                    continue
            made.append(part)
        content[:] = made


def located(tree: Any) -> Any:
    """As ``ast.fix_missing_locations``: nodes without a place stand where what is around them stands."""
    todo: list[tuple[Any, int, int, int, int]] = [(tree, 1, 0, 1, 0)]
    while todo:
        node, line, column, end_line, end_column = todo.pop()
        if node._attributes:
            known = node.__dict__
            line = known.setdefault("lineno", line)
            column = known.setdefault("col_offset", column)
            if known.get("end_lineno") is None:
                known["end_lineno"] = end_line
            if known.get("end_col_offset") is None:
                known["end_col_offset"] = end_column
            end_line, end_column = known["end_lineno"], known["end_col_offset"]
        inside = children(node)
        inside.reverse()
        todo += [(part, line, column, end_line, end_column) for part in inside if part._fields]
    return tree
