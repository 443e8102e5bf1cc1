"""Walking a tree by methods named after the nodes' classes."""

from __future__ import annotations

from minicoro.oldsyntax import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, ClassVar


class Walker:
    """Calls ``visit_<Class>`` for each node that has one, and looks inside the others.

    A level of the tree costs one level of the host's stack, and chains of ``elif`` and of operators cost none,
    so that what the host can parse can be walked.
    """

    handlers: ClassVar[dict[type[ast.AST], Callable[[Any, ast.AST], None]]]
    """The methods by class of node, as they are found: the class's own, since bound ones would make cycles."""

    def __init_subclass__(cls) -> None:
        cls.handlers = {}

    @classmethod
    def handler(cls, kind: type[ast.AST]) -> Callable[[Any, ast.AST], None]:
        otherwise = cls.visit_fields if kind._fields else cls.visit_nothing
        found: Callable[[Any, ast.AST], None] = getattr(cls, "visit_" + kind.__name__, otherwise)
        cls.handlers[kind] = found
        return found

    def visit(self, node: ast.AST) -> None:
        kind = type(node)
        (self.handlers.get(kind) or self.handler(kind))(self, node)

    def visit_all(self, nodes: Iterable[object]) -> None:
        handlers = self.handlers
        for node in nodes:
            if isinstance(node, ast.AST):
                kind = type(node)
                (handlers.get(kind) or self.handler(kind))(self, node)

    def visit_fields(self, node: ast.AST) -> None:
        """Visit what is directly inside a node, in the order of its fields."""
        handlers = self.handlers
        for name in node._fields:
            value = getattr(node, name, None)
            for part in value if isinstance(value, list) else (value,):
                if isinstance(part, ast.AST):
                    kind = type(part)
                    (handlers.get(kind) or self.handler(kind))(self, part)

    def visit_nothing(self, node: ast.AST) -> None:
        """A node without fields: an operator or a context."""

    def visit_BinOp(self, node: ast.BinOp) -> None:  # noqa: N802
        rights = []
        left: ast.expr = node
        while isinstance(left, ast.BinOp):
            rights.append(left.right)
            left = left.left
        self.visit(left)
        self.visit_all(reversed(rights))

    def visit_If(self, node: ast.If) -> None:  # noqa: N802
        while True:
            self.visit(node.test)
            self.visit_all(node.body)
            if len(node.orelse) != 1 or not isinstance(node.orelse[0], ast.If):
                break
            node = node.orelse[0]
        self.visit_all(node.orelse)
