"""Binding, deleting and augmenting targets: Language Reference, "Assignment statements", "The del statement"."""

from __future__ import annotations

import ast
from typing import Any

from ..core.objects import type_name
from ..core.versions import RULES
from .activation import BIND, EXECUTE, MISSING, Activation, evaluate
from .expressions import IN_PLACE


def name(a: Activation, target: ast.Name, value: Any) -> None:
    """``name = value``"""
    a.node = target
    a.store(a.scope.mangle(target.id), value)


def attribute(a: Activation, target: ast.Attribute, value: Any) -> None:
    """``owner.name = value``"""
    owner = evaluate(a, target.value)
    a.node = target
    setattr(owner, a.scope.mangle(target.attr), value)


def subscript(a: Activation, target: ast.Subscript, value: Any) -> None:
    """``owner[index] = value``"""
    owner, index = evaluate(a, target.value), evaluate(a, target.slice)
    a.node = target
    owner[index] = value


def sequence(a: Activation, target: ast.Tuple | ast.List, value: Any) -> None:
    """``x, *y = value``: all items are unpacked before the first is bound."""
    a.node = target
    found = unpacked(target.elts, value, star_of(target.elts, ast.Starred))
    del value
    found.reverse()
    for part in target.elts:
        a.bind(part.value if isinstance(part, ast.Starred) else part, found.pop())


def star_of(parts: list[Any], kind: type[ast.AST]) -> int | None:
    """The number of the part that takes what is left."""
    for number, part in enumerate(parts):
        if isinstance(part, kind):
            return number
    return None


def unpacked(parts: list[Any], value: Any, star: int | None) -> list[Any]:
    """The items of ``value``, one for each part; the one with the number ``star`` gets a list.

    (``_PyEval_UnpackIterableStackRef``)
    """
    kind = type(value)
    if not hasattr(kind, "__iter__") and not hasattr(kind, "__getitem__"):
        raise TypeError(f"cannot unpack non-iterable {type_name(value)} object")
    iterator = iter(value)
    before = len(parts) if star is None else star
    found: list[Any] = []
    for _ in range(before):
        each = next(iterator, MISSING)
        if each is MISSING:
            wanted = f"expected {before}" if star is None else f"expected at least {len(parts) - 1}"
            raise ValueError(f"not enough values to unpack ({wanted}, got {len(found)})")
        found.append(each)
    if star is None:
        if next(iterator, MISSING) is not MISSING:
            sized = RULES.tells_length and kind in (tuple, list, dict)
            got = f", got {len(value)}" if sized else ""
            raise ValueError(f"too many values to unpack (expected {before}{got})")
        return found
    rest, after = list(iterator), len(parts) - star - 1
    if len(rest) < after:
        got = str(len(found) + len(rest))
        raise ValueError(f"not enough values to unpack (expected at least {len(parts) - 1}, got {got})")
    cut = len(rest) - after
    return [*found, rest[:cut], *rest[cut:]]


def deletion(a: Activation, node: ast.Delete | ast.Tuple | ast.List) -> None:
    """``del x, y``"""
    for target in node.targets if isinstance(node, ast.Delete) else node.elts:
        delete(a, target)


def delete(a: Activation, target: ast.expr) -> None:
    """Delete one target, or all of a list of them."""
    if isinstance(target, ast.Name):
        a.node = target
        a.unbind(a.scope.mangle(target.id))
    elif isinstance(target, ast.Attribute):
        owner = evaluate(a, target.value)
        a.node = target
        delattr(owner, a.scope.mangle(target.attr))
    elif isinstance(target, ast.Subscript):
        owner, index = evaluate(a, target.value), evaluate(a, target.slice)
        a.node = target
        del owner[index]
    elif isinstance(target, ast.Tuple | ast.List):
        deletion(a, target)


def augmented(a: Activation, node: ast.AugAssign) -> None:
    """``target += value``: the place is evaluated once, read, and bound after the operation."""
    target = node.target
    if isinstance(target, ast.Name):
        value = combined(a, node, evaluate(a, target))
        a.node = target
        a.store(a.scope.mangle(target.id), value)
    elif isinstance(target, ast.Attribute):
        owner, attr = evaluate(a, target.value), a.scope.mangle(target.attr)
        a.node = target
        value = combined(a, node, getattr(owner, attr))
        a.node = target
        setattr(owner, attr, value)
    else:
        owner, index = evaluate(a, target.value), evaluate(a, target.slice)
        a.node = target
        value = combined(a, node, owner[index])
        a.node = target
        owner[index] = value


def combined(a: Activation, node: ast.AugAssign, current: Any) -> Any:
    """The result of the operation of an augmented assignment."""
    value = evaluate(a, node.value)
    a.node = node
    return IN_PLACE[type(node.op)](current, value)


BIND |= {ast.Name: name, ast.Attribute: attribute, ast.Subscript: subscript, ast.Tuple: sequence, ast.List: sequence}
EXECUTE |= {ast.Delete: deletion, ast.AugAssign: augmented}
