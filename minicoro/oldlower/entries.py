"""On which line a node begins to run: where its first operand stands, not always where its text begins."""

from __future__ import annotations

import sys

from minicoro.oldsyntax import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    _Part = Callable[[Any], Any]


def _first(nodes: Any) -> Any:
    return nodes[0] if nodes else None


def _decorator(node: Any) -> Any:
    return _first(node.decorator_list)


def is_constant(node: Any) -> bool:
    """Whether the compiler makes one constant of it: also of a negative number, and of a tuple of constants."""
    if isinstance(node, ast.Tuple):
        return all([is_constant(item) for item in node.elts])
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        return isinstance(node.operand.value, int | float | complex)
    return isinstance(node, ast.Constant)


def constant_of(node: Any) -> Any:
    """The value of an expression for which `is_constant` holds."""
    if isinstance(node, ast.Tuple):
        return tuple([constant_of(item) for item in node.elts])
    if isinstance(node, ast.UnaryOp):
        operand: Any = node.operand
        return -operand.value
    return node.value


def _display(node: Any) -> Any:
    """The first item; a display of constants alone is one."""
    if all([is_constant(item) for item in node.elts]) and (isinstance(node, ast.Tuple) or len(node.elts) > 2):
        return None
    return _first(node.elts)


def _pair(node: ast.Dict) -> Any:
    return None if not node.keys else node.keys[0] or node.values[0]


def _augmented(node: ast.AugAssign) -> Any:
    return node.target if isinstance(node.target, ast.Name) else getattr(node.target, "value", None)


def _value(node: Any) -> Any:
    return node.value


def _first_iterable(node: Any) -> Any:
    """Of a comprehension that is inlined; one that is a function of its own is made first."""
    return node.generators[0].iter if sys.version_info >= (3, 12) else None


_FIRST: dict[type[ast.AST], _Part] = {
    ast.Expr: _value,
    ast.Assign: _value,
    ast.AnnAssign: _value,
    ast.AugAssign: _augmented,
    ast.Return: _value,
    ast.Raise: lambda node: node.exc,
    ast.Assert: lambda node: node.test,
    ast.FunctionDef: _decorator,
    ast.AsyncFunctionDef: _decorator,
    ast.ClassDef: _decorator,
    ast.Tuple: _display,
    ast.List: _display,
    ast.Set: _display,
    ast.Dict: _pair,
    ast.BinOp: lambda node: node.left,
    ast.Compare: lambda node: node.left,
    ast.BoolOp: lambda node: node.values[0],
    ast.UnaryOp: lambda node: node.operand,
    ast.Attribute: _value,
    ast.Subscript: _value,
    ast.Starred: _value,
    ast.ListComp: _first_iterable,
    ast.SetComp: _first_iterable,
    ast.DictComp: _first_iterable,
    ast.Call: lambda node: node.func,
    ast.IfExp: lambda node: node.test,
    ast.Await: _value,
    ast.Yield: _value,
    ast.YieldFrom: _value,
    ast.NamedExpr: _value,
    ast.FormattedValue: _value,
    ast.JoinedStr: lambda node: _first(node.values),
}


def entry_line(node: ast.AST) -> int:
    """The line of what runs first in ``node``, which must have position attributes."""
    while True:
        part = _FIRST.get(type(node))
        inner = None if part is None else part(node)
        if inner is None:
            return node.lineno  # type: ignore[attr-defined,no-any-return]
        node = inner
