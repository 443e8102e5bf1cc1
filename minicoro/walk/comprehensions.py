"""List, set and dict comprehensions: Language Reference, "Displays for lists, sets and dictionaries".

Generator expressions are functions (`lower.names.prepared`), and what suspends is lowered to loops (`lower.loops`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from .activation import EVALUATE, MISSING, Activation, evaluate
from .expressions import truth

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp
Add = Callable[[Activation, Any, Any], None]


def list_comprehension(a: Activation, node: ast.ListComp) -> Any:
    """``[x for x in y]``"""
    return comprehension(a, node, [], add_item)


def set_comprehension(a: Activation, node: ast.SetComp) -> Any:
    """``{x for x in y}``"""
    return comprehension(a, node, set(), add_member)


def dict_comprehension(a: Activation, node: ast.DictComp) -> Any:
    """``{k: v for k, v in y}``"""
    return comprehension(a, node, {}, add_pair)


def comprehension(a: Activation, node: Comprehension, result: Any, add: Add) -> Any:
    """The first iterable is evaluated outside; everything else has the comprehension's own variables (PEP 709)."""
    first = node.generators[0].iter
    source = evaluate(a, first)
    a.node = first
    iterator = iter(source)
    del source
    inner = a.inside(node.scope)  # type: ignore[union-attr]
    inner.node = first
    try:
        loop(inner, node, 0, iterator, lambda: add(inner, node, result))
    except BaseException:
        a.node = inner.node
        raise
    return result


def loop(a: Activation, node: Comprehension, depth: int, iterator: Any, add: Callable[[], None]) -> None:
    """The ``for`` with this number, and all that stand to its right."""
    generator = node.generators[depth]
    while True:
        a.node = generator.iter
        value = next(iterator, MISSING)
        if value is MISSING:
            return
        a.bind(generator.target, value)
        del value
        if not tested(a, generator.ifs):
            continue
        if depth + 1 == len(node.generators):
            add()
            continue
        source = evaluate(a, node.generators[depth + 1].iter)
        a.node = node.generators[depth + 1].iter
        inner = iter(source)
        del source
        loop(a, node, depth + 1, inner, add)


def tested(a: Activation, tests: list[ast.expr]) -> bool:
    """Whether all conditions are true; the first that is not ends the asking."""
    for test in tests:  # noqa: SIM110  no generator expressions here
        if not truth(a, test):
            return False
    return True


def add_item(a: Activation, node: ast.ListComp, result: list[Any]) -> None:
    """Append one item; a starred one adds all its items (PEP 798)."""
    if isinstance(node.elt, ast.Starred):
        result.extend(evaluate(a, node.elt.value))
    else:
        result.append(evaluate(a, node.elt))


def add_member(a: Activation, node: ast.SetComp, result: set[Any]) -> None:
    """Add one member; a starred one adds all its items (PEP 798)."""
    starred = isinstance(node.elt, ast.Starred)
    value = evaluate(a, node.elt.value if isinstance(node.elt, ast.Starred) else node.elt)
    a.node = node.elt
    if starred:
        result.update(value)
    else:
        result.add(value)


def add_pair(a: Activation, node: Any, result: dict[Any, Any]) -> None:
    """Add one pair: the key is evaluated before the value.  ``**mapping`` adds all its pairs (PEP 798)."""
    if node.value is None:
        result.update(evaluate(a, node.key))
        return
    key, value = evaluate(a, node.key), evaluate(a, node.value)
    a.node = node.key
    result[key] = value


EVALUATE |= {ast.ListComp: list_comprehension, ast.SetComp: set_comprehension, ast.DictComp: dict_comprehension}
