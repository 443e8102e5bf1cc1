"""Compare two trees as ``ast.dump(..., include_attributes=True)`` would, quickly and without recursion."""

from __future__ import annotations

import ast

Pair = tuple[object, object, str]


def first_difference(ours: ast.AST, theirs: ast.AST) -> str | None:
    """Where the trees differ first, or None. Fields, their order, types of constants and positions all count."""
    stack: list[Pair] = [(ours, theirs, "tree")]
    while stack:
        one, other, path = stack.pop()
        kind = type(one)
        if kind is not type(other):
            return f"{path}: {_show(one)} != {_show(other)}"
        if kind is list:
            if len(one) != len(other):  # type: ignore[arg-type]
                return f"{path}: {len(one)} items != {len(other)}"  # type: ignore[arg-type]
            stack.extend(zip(one, other, [path] * len(one), strict=True))  # type: ignore[call-overload,arg-type]
        elif isinstance(one, ast.AST) and isinstance(other, ast.AST):
            found = _attributes(one, other)
            if found:
                return f"{path}.{kind.__name__}: {found}"
            for name in one._fields:
                left, right = getattr(one, name, _show), getattr(other, name, _show)
                if left is not right:
                    stack.append((left, right, f"{kind.__name__}.{name}"))
        elif kind is int:
            if one != other:
                return f"{path}: other integers"  # perhaps too long to show
        elif repr(one) != repr(other):  # tells 1 from True, 0.0 from -0.0, and equals itself for nan
            return f"{path}: {one!r} != {other!r}"
    return None


def _attributes(one: ast.AST, other: ast.AST) -> str | None:
    for name in type(one)._attributes:
        if getattr(one, name, None) != getattr(other, name, None):
            return f"{_where(one)} != {_where(other)}"
    return None


def _where(node: ast.AST) -> str:
    return " ".join([str(getattr(node, name, None)) for name in type(node)._attributes])


def _show(value: object) -> str:
    if isinstance(value, ast.AST):
        return f"{type(value).__name__} at {_where(value)}"
    return repr(value)
