"""The source text of a machine's syntax."""

from __future__ import annotations

import ast
import copy
from typing import Any

from minicoro.lower.forms import Definition


class _AsWritten(ast.NodeTransformer):
    """Replaces functions in expressions by the program's own expressions."""

    def visit_Definition(self, node: Definition) -> ast.expr:
        written = copy.copy(node.written)
        if isinstance(written, ast.Lambda):
            written.args = node.function.args
        return self.generic_visit(copy.deepcopy(written))  # type: ignore[return-value]

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, Definition) and hasattr(node.func.written, "generators"):
            made: Any = self.visit(node.func)
            made.generators[0].iter = self.visit(node.args[0].args[0])  # type: ignore[attr-defined]
            return made  # type: ignore[no-any-return]
        return self.generic_visit(node)  # type: ignore[return-value]


def text_of(node: ast.AST) -> str:
    """The Python text of a part of a machine, including helpers and temporaries."""
    return ast.unparse(_AsWritten().visit(copy.deepcopy(node)))
