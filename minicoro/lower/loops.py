"""Loops and comprehensions around a suspension."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from typing import Any

from ..core.machine import PRIME, Delegate, Next
from ..core.versions import RULES
from .builder import Around, Builder, assign, call, delete, nowhere
from .expressions import OPERANDS, SPECIAL, branch_on, rebuilt, value
from .forms import COMPREHENSIONS, adding, empty, folded, is_async, is_iterator, name, nested, placed, walk
from .names import LOCAL
from .statements import STATES_OF, block, is_local, mark, statement, store


def _while(b: Builder, node: ast.While) -> None:
    head, inside, otherwise, end = b.new_state(), b.new_state(), b.new_state(), b.new_state()
    b.jump(head)
    branch_on(b, node.test, inside, otherwise, node)
    b.within(Around(b.region, b.handling, end, head), lambda: block(b, node.body))
    b.jump(head, otherwise)
    block(b, node.orelse)
    b.jump(end)


def _for(b: Builder, node: ast.For | ast.AsyncFor) -> None:
    """``for`` and ``async for``.  Every way out of the loop drops the iterator first.

    Rule: async-for/protocol (PEP 492): each round awaits ``__anext__``; StopAsyncIteration from it ends the loop.
    Rule: async-for/break
    """
    is_async = isinstance(node, ast.AsyncFor)
    whole: Any = getattr(node, "comprehension", node)
    begun = node.iter if RULES.iterates_at_source else whole
    place = whole if is_async else begun
    iterator = b.temporary("iter")
    source = value(b, folded(node) if isinstance(node, ast.For) else node.iter)
    if isinstance(source, ast.Name) and is_iterator(source):
        at_start = source.id == ".0" and not RULES.expression_keeps_source
        source = ast.copy_location(name(source.id), whole if at_start else begun)
    if not is_iterator(node.iter):
        source = call("$aiter" if is_async else "$iter", source)
    elif not is_async and whole is not node and RULES.comprehension_asks_twice:
        source = ast.Call(ast.copy_location(name("$iter"), source), [source], [])
    elif not is_async and RULES.expression_keeps_source and getattr(node.iter, "id", "") == ".0":
        source = call("$made_iter", source)
    b.step(assign(iterator, source), begun)
    head, inside, exhausted, end, left = [b.new_state() for _ in range(5)]
    b.jump(head)
    is_direct = is_local(b, node.target) and (not is_async or node.target.lineno == place.lineno)
    item = node.target.id if is_direct else b.temporary("item")  # type: ignore[attr-defined]
    if is_async:
        fetch = placed(call("$anext", name(iterator)), place)
        b.close(Delegate(fetch, item, inside.number, "async for", place, exhausted.number), inside)
    else:
        target = placed(name(item, ast.Store()), node.target)
        b.close(Next(iterator, target, inside.number, exhausted.number, place), inside)
    if not is_direct:
        store(b, node.target, placed(name(item), node.target))
        b.step(delete(item), node.target)
    drop = placed(delete(iterator), place)
    unseen = nowhere(copy.deepcopy(drop))  # without a line event: the loop may be left at any line
    b.within(Around(b.region, b.handling, left, head, leave=(unseen,)), lambda: block(b, node.body))
    if whole is not node and whole.lineno != whole.end_lineno:  # the jump to the next round has a line of its own
        at_item = RULES.yields_at_element or not isinstance(whole, ast.GeneratorExp)
        mark(b, (getattr(whole, "elt", None) or whole.key) if at_item else whole)
    b.jump(head, left)
    b.step(unseen)
    b.jump(end, exhausted)
    b.step(drop)
    block(b, node.orelse)
    b.jump(end)


STATES_OF |= {ast.While: _while, ast.For: _for, ast.AsyncFor: _for}


class _Renamed(ast.NodeTransformer):
    """Give variables of a comprehension new names where the function has other variables by their names (PEP 709).

    Rule: versions/inlined-comprehensions
    """

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id in self.names:
            return ast.copy_location(name(self.names[node.id], node.ctx), node)
        return node


def _comprehension(b: Builder, node: Any) -> ast.expr:
    """An asynchronous comprehension, as loops of this frame.  Rule: comprehension/async (PEP 530)

    A comprehension of which only the first iterable suspends stays whole: that iterable is evaluated outside of it.
    Rule: comprehension/scope, stop-iteration/comprehension
    """
    outer = node.generators[0]
    if not is_async(node):
        return rebuilt(node, [value(b, outer.iter)])  # type: ignore[no-any-return]
    begun = call("$aiter" if outer.is_async else "$iter", value(b, folded(outer, True)))
    ast.copy_location(begun.func, outer.iter)  # else loading the helper would be an event before that of the source
    first = b.keeping(begun)
    b.step(assign(first, begun), outer.iter if RULES.iterates_at_source else node)
    result = b.keeping(node, "collection")
    b.step(assign(result, empty(node)))
    whole = copy.deepcopy(node)
    # The inner functions of the first iterable are not copied: they keep their names.
    whole.generators[0].iter = ast.copy_location(name(first), node if outer.is_async else outer.iter)
    targets = [part for generator in whole.generators for part in walk(generator.target)]
    owned = {part.id for part in targets if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    kept = {}
    for each in sorted(owned):
        for known in (each, each + PRIME):
            mangled = b.scope.mangle(known)
            if mangled in b.unbound or b.scope.adopt(mangled):
                kept[known] = ""
            elif b.scope.where(mangled) is LOCAL:
                kept[known] = b.temporary(each)
            else:
                continue
            break
    renamed = _Renamed({each: each + PRIME for each in owned - set(kept)}).visit(whole)
    body = adding(renamed, result, b.keeping(getattr(node, "key", node), "key"), b.temporary("item"))
    unbound = {b.scope.mangle(each) for each, temporary in kept.items() if not temporary}
    b.unbound -= unbound
    _with_variables(b, kept, node, lambda: statement(b, nested(renamed, name(first), body)))
    b.unbound |= unbound
    spill = b.spill(name(result), node)
    b.step(delete(result))
    return placed(name(spill), node)


def _with_variables(b: Builder, names: dict[str, str], node: ast.expr, body: Callable[[], None]) -> None:
    """Build ``body`` with variables of a comprehension, which are unbound after it, also if it raises.

    names: for each variable, the temporary that meanwhile keeps the function's variable of the same name, or "".
    """
    if not names:
        body()
        return

    def unbind() -> None:
        for each, kept in names.items():
            b.step(assign(each, name(kept) if kept else ast.Constant(None)), node)
            if kept:
                is_unbound = ast.Compare(name(kept), [ast.Is()], [name("$unbound")])
                b.step(ast.If(is_unbound, [delete(each)], []), node)
            b.step(delete(kept or each), node)

    for each, kept in names.items():
        if kept:
            b.step(assign(kept, name("$unbound")), node)
            unbound = ast.ExceptHandler(None, None, [ast.Pass()])
            b.step(ast.Try([assign(kept, name(each)), delete(each)], [unbound], [], []), node)

    b.cleaned(body, unbind, b.temporary("error"))


SPECIAL |= dict.fromkeys(COMPREHENSIONS, _comprehension)
OPERANDS |= dict.fromkeys(COMPREHENSIONS, lambda node: [node.generators[0].iter])
