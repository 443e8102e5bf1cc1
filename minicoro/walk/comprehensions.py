"""List, set and dict comprehensions: Language Reference, "Displays for lists, sets and dictionaries".

Generator expressions are functions (`lower.forms.prepared`); suspending comprehensions are lowered to loops (`lower.loops`).
"""

from __future__ import annotations

import ast
from typing import Any

from minicoro.core.versions import RULES
from minicoro.lower.forms import folded, pair_of

from .activation import EVALUATE, MISSING, Activation, evaluate

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp


def comprehension(a: Activation, node: Comprehension) -> Any:
    """The first iterable is evaluated outside; the rest has the comprehension's own variables (PEP 709)."""
    result: Any = [] if isinstance(node, ast.ListComp) else set() if isinstance(node, ast.SetComp) else {}
    iterate(a, node, node.generators[0])
    a.evaluated_inside(a.inside(node.scope), loop, node, 0, result)  # type: ignore[union-attr]
    return result


def loop(a: Activation, node: Comprehension, depth: int, result: Any) -> None:
    """Run the ``for`` with this index, and all ``for``s to its right."""
    generator = node.generators[depth]
    while True:
        a.node = generator.iter if RULES.iterates_at_source else node
        value = next(a.stack[-1], MISSING)
        if value is MISSING:
            a.stack.pop()
            return
        a.bind(generator.target, value)
        del value
        for test in generator.ifs:
            if not a.truth(test):
                break
        else:
            if depth + 1 == len(node.generators):
                add(a, node, result)
            else:
                iterate(a, node, node.generators[depth + 1])
                loop(a, node, depth + 1, result)


def iterate(a: Activation, node: Comprehension, generator: ast.comprehension) -> None:
    """Push the iterator of a ``for`` onto the stack."""
    value = evaluate(a, folded(generator, generator is node.generators[0]))
    a.node = generator.iter if RULES.iterates_at_source else node
    a.stack.append(iter(iter(value)) if RULES.comprehension_asks_twice else iter(value))


def add(a: Activation, node: Any, result: Any) -> None:
    """Evaluate one item and add it; of a pair, the key first.  All items of a starred item are added (PEP 798)."""
    if isinstance(node, ast.DictComp):
        key = evaluate(a, node.key)
        if node.value is None:
            result.update({**key})
            return
        value = evaluate(a, node.value)
        a.node = pair_of(node) if RULES.yields_at_element else node
        result[key] = value
        return
    is_many, is_list = isinstance(node.elt, ast.Starred), isinstance(node, ast.ListComp)
    value = evaluate(a, node.elt.value if is_many else node.elt)
    a.node = node.elt if RULES.yields_at_element else node
    if is_many:
        result.extend([*value]) if is_list else result.update({*value})
    else:
        (result.append if is_list else result.add)(value)


EVALUATE |= {ast.ListComp: comprehension, ast.SetComp: comprehension, ast.DictComp: comprehension}
