"""Binding, deleting and augmenting targets: Language Reference, "Assignment statements", "The del statement"."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .activation import BIND, EXECUTE, Activation, evaluate
from .expressions import IN_PLACE


def name(a: Activation, target: ast.Name, value: Any) -> None:
    """``name = value``"""
    a.node = target
    a.store(a.scope.mangle(target.id), value)
    del value  # lifetimes: see `core.engine`


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
    """``x, *y = value``: all items are unpacked before the first one is bound."""
    a.node = target
    found = unpacker(len(target.elts), star_of(target.elts, ast.Starred))(value)
    del value
    found.reverse()
    for part in target.elts:
        a.bind(part.value if isinstance(part, ast.Starred) else part, found.pop())


def star_of(parts: list[Any], kind: type[ast.AST]) -> int | None:
    """The index of the starred part; None: there is none."""
    found = [number for number, part in enumerate(parts) if isinstance(part, kind)]
    return found[0] if found else None


@lru_cache
def unpacker(count: int, star: int | None) -> Callable[[Any], list[Any]]:
    """A function that unpacks into ``count`` parts; part ``star`` gets a list.  The host unpacks: errors have CPython's words."""
    names = [f"x{number}" for number in range(count)]
    targets = ["*" * (number == star) + name for number, name in enumerate(names)]
    space: dict[str, Any] = {"__name__": __name__}
    text = f"def unpack(value):\n [{', '.join(targets)}] = value\n return [{', '.join(names)}]"
    exec(compile(text, __file__, "exec"), space)
    return space["unpack"]  # type: ignore[no-any-return]


def deletion(a: Activation, node: ast.Delete | ast.Tuple | ast.List) -> None:
    """``del x, y``"""
    for target in node.targets if isinstance(node, ast.Delete) else node.elts:
        if isinstance(target, ast.Tuple | ast.List):
            deletion(a, target)
        elif isinstance(target, ast.Name):
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


def augmented(a: Activation, node: ast.AugAssign) -> None:
    """``target += value``: the target's owner and key are evaluated once; it is read, then the value is evaluated."""
    target = node.target
    owner: Any = a
    store: Callable[..., None] = setattr
    if isinstance(target, ast.Name):
        key, store = a.scope.mangle(target.id), Activation.store
        current = evaluate(a, target)
    elif isinstance(target, ast.Attribute):
        owner, key = evaluate(a, target.value), a.scope.mangle(target.attr)
        a.node = target
        current = getattr(owner, key)
    else:
        owner, key, store = evaluate(a, target.value), evaluate(a, target.slice), operator.setitem
        a.node = target
        current = owner[key]
    value = evaluate(a, node.value)
    a.node = node
    value = IN_PLACE[type(node.op)](current, value)
    a.node = target
    store(owner, key, value)


BIND |= {ast.Name: name, ast.Attribute: attribute, ast.Subscript: subscript, ast.Tuple: sequence, ast.List: sequence}
EXECUTE |= {ast.Delete: deletion, ast.AugAssign: augmented}
