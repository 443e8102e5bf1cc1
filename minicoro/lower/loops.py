"""Loops and comprehensions around a suspension."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from typing import Any

from ..core.machine import Delegate, Next, Raise
from ..core.versions import RULES
from .builder import Around, Builder, Draft, assign, call, delete, name, placed
from .expressions import SPECIAL, branch_on, value, values
from .names import COMPREHENSIONS, FOLDS_IN_LOOPS, Where, folded, folds
from .statements import CUT, block, is_local, store
from .visiting import Transformer, walk

Body = Callable[[Draft], None]


def _while(b: Builder, node: ast.While) -> None:
    head, inside, otherwise, end = b.new_state(), b.new_state(), b.new_state(), b.new_state()
    b.jump(head)
    branch_on(b, node.test, inside, otherwise, node)
    b.within(Around(b.region, b.handling, end, head), lambda: block(b, node.body))
    b.jump(head, otherwise)
    block(b, node.orelse)
    b.jump(end)


def _rounds(
    b: Builder,
    place: ast.AST,
    iterator: str,
    body: Body,
    after: Callable[[], None] | None,
    states: tuple[Draft, Draft, Draft, Draft],
) -> None:
    """The body of a loop, and its two ends: the iterator is dropped, and after the last round ``after`` goes first.

    states: those in which a round begins, the iterator is exhausted, the loop has ended, ``break`` has left it.
    """
    head, exhausted, end, left = states
    drop = placed(delete(iterator), place)
    b.within(Around(b.region, b.handling, left, head, leave=(drop,)), lambda: body(head))
    b.jump(head, left)
    b.step(copy.deepcopy(drop))
    b.jump(end, exhausted)
    b.step(copy.deepcopy(drop))
    if after is not None:
        after()
    b.jump(end)


def loop(
    b: Builder,
    place: ast.AST,
    target: ast.expr,
    source: ast.expr,
    body: Body,
    after: Callable[[], None] | None = None,
    ready: bool = False,
    begun: ast.AST | None = None,
) -> None:
    """``for target in source``; ``body`` is built with the state of the next round, ``after`` for the ``else``.

    place: where the iterator is advanced.  ready: ``source`` is the iterator already.  begun: where it is made, if not at
    the source.
    """
    iterator = b.temporary("iter")
    given = folded(value(b, source), FOLDS_IN_LOOPS)
    b.step(assign(iterator, given if ready else call("$iter", given)), begun or source)
    head, inside, exhausted, end, left = [b.new_state() for _ in range(5)]
    b.jump(head)
    direct = is_local(b, target) or (isinstance(target, ast.Name) and target.id[0] == "$")
    item = target if direct else placed(name(b.temporary("item"), ast.Store()), target)
    b.close(Next(iterator, item, inside.number, exhausted.number, place), inside)
    if item is not target:
        store(b, target, placed(name(item.id), target))  # type: ignore[attr-defined]
        b.step(delete(item.id), target)  # type: ignore[attr-defined]
    _rounds(b, place, iterator, body, after, (head, exhausted, end, left))


def async_loop(
    b: Builder,
    place: ast.AST,
    target: ast.expr,
    source: ast.expr,
    body: Body,
    after: Callable[[], None] | None = None,
    ready: bool = False,
    begun: ast.AST | None = None,
) -> None:
    """``async for target in source``.

    Rule: async-for/protocol (PEP 492): each round awaits ``__anext__``; StopAsyncIteration from it ends the loop.
    Rule: async-for/break
    """
    iterator = b.temporary("iter")
    given = value(b, source)
    b.step(assign(iterator, given if ready else call("$aiter", given)), begun or source)
    head, inside, exhausted, end, left = [b.new_state() for _ in range(5)]
    b.jump(head)
    direct = is_local(b, target) or (isinstance(target, ast.Name) and target.id[0] == "$")
    item = target.id if direct else b.temporary("item")  # type: ignore[attr-defined]
    fetch = placed(call("$anext", name(iterator)), place)
    b.close(Delegate(fetch, item, inside.number, "async for", place, exhausted.number), inside)
    if not direct:
        store(b, target, placed(name(item), target))
        b.step(delete(item), target)
    _rounds(b, place, iterator, body, after, (head, exhausted, end, left))


def _is_ready(source: ast.expr) -> bool:
    """Whether it is the parameter of a generator expression, which holds the iterator already."""
    return isinstance(source, ast.Name) and source.id == ".0"


def begun(node: Any) -> ast.AST | None:
    """Where the iterator of a loop is made and advanced, if not at the iterable: until 3.12 at the whole loop, or at the
    comprehension that it belongs to.
    """
    return None if RULES.iterates_at_source else getattr(node, "comprehension", node)


def _for(b: Builder, node: ast.For) -> None:
    body, after = lambda head: block(b, node.body), lambda: block(b, node.orelse)
    loop(b, begun(node) or node.iter, node.target, node.iter, body, after, _is_ready(node.iter), begun(node))


def _async_for(b: Builder, node: ast.AsyncFor) -> None:
    body, after = lambda head: block(b, node.body), lambda: block(b, node.orelse)
    place = getattr(node, "comprehension", node)
    async_loop(b, place, node.target, node.iter, body, after, _is_ready(node.iter), begun(node))


CUT |= {ast.While: _while, ast.For: _for, ast.AsyncFor: _async_for}


class _Renamed(Transformer):
    """Variables of a comprehension whose names mean others in the function become temporaries (PEP 709).

    Rule: versions/inlined-comprehensions
    """

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id in self.names:
            return ast.copy_location(name(self.names[node.id], node.ctx), node)
        return node


def _comprehension(b: Builder, node: Any) -> ast.expr:
    """An asynchronous comprehension, as the loops that it stands for.  Rule: comprehension/async (PEP 530)

    Rule: comprehension/scope, stop-iteration/comprehension
    """
    source = value(b, folded(node.generators[0].iter, folds(node.generators[0])))
    result = b.temporary("collection")
    empty: ast.expr = ast.List([], ast.Load())
    if not isinstance(node, ast.ListComp):
        empty = call("$set") if isinstance(node, ast.SetComp) else ast.Dict([], [])
    made = call("$aiter" if node.generators[0].is_async else "$iter", source)
    first = b.spill(placed(made, begun(node) or node.generators[0].iter), node.generators[0].iter)
    b.step(assign(result, empty))
    whole = copy.deepcopy(node)
    owned = {
        n.id
        for g in whole.generators
        for n in walk(g.target)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    whole.generators[0].iter = placed(name(first), node.generators[0].iter)
    local = [
        n for n in sorted(owned) if RULES.inlines_comprehensions and b.scope.where(b.scope.mangle(n)) is Where.LOCAL
    ]
    kept = {each: b.temporary(each) for each in local}
    kept |= {each: "" for each in sorted(owned - set(local)) if b.scope.adopt(b.scope.mangle(each))}
    renamed = _Renamed({each: b.temporary(each) for each in sorted(owned - set(kept))}).visit(whole)
    _with_variables(b, kept, node, lambda: comprehension_loops(b, renamed, result, 0))
    spill = b.spill(name(result), node)
    b.step(delete(result))
    return placed(name(spill), node)


def _with_variables(b: Builder, names: dict[str, str], node: ast.expr, body: Callable[[], None]) -> None:
    """Build ``body`` with variables of a comprehension, which are unbound behind it, also if it raises.

    names: with each, the temporary that keeps the value of the function's variable of this name meanwhile, or "".
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
        b.step(delete(*[kept or each for each, kept in names.items()]), node)

    for each, kept in names.items():
        if kept:
            b.step(assign(kept, name("$unbound")), node)
            unbound = ast.ExceptHandler(None, None, [ast.Pass()])
            b.step(ast.Try([assign(kept, name(each)), delete(each)], [unbound], [], []), node)

    failed = b.temporary("error")
    cleanup = b.handler_state(failed)
    b.protect(cleanup, failed, body)
    after, b.current = b.current, cleanup
    unbind()
    b.close(Raise(failed), after)
    unbind()


def comprehension_loops(b: Builder, node: Any, result: str, depth: int) -> None:
    """The loops of a comprehension from ``depth`` on, which add to the collection in ``result``.

    Rule: comprehension/order
    """
    if depth == len(node.generators):
        _add(b, node, result)
        return
    generator = node.generators[depth]

    def body(head: Draft) -> None:
        for test in generator.ifs:
            branch_on(b, test, b.new_state(), head, node)
        comprehension_loops(b, node, result, depth + 1)

    make = async_loop if generator.is_async else loop
    make(
        b,
        node if generator.is_async else begun(node) or generator.iter,
        generator.target,
        folded(generator.iter, folds(generator)),
        body,
        None,
        depth == 0,
        begun(node),
    )


def _add(b: Builder, node: Any, result: str) -> None:
    """Evaluate one item and add it.  A starred one adds all its items (PEP 798)."""
    if isinstance(node, ast.DictComp):
        if node.value is None:
            method, given = "update", [value(b, node.key)]
        else:
            key, item = values(b, [node.key, node.value])
            b.step(ast.Expr(call("$set_item", name(result), key, item)), node.key)
            return
    elif isinstance(node.elt, ast.Starred):
        method, given = "extend" if isinstance(node, ast.ListComp) else "update", [value(b, node.elt.value)]
    else:
        method, given = "append" if isinstance(node, ast.ListComp) else "add", [value(b, node.elt)]
    b.step(ast.Expr(ast.Call(ast.Attribute(name(result), method, ast.Load()), given, [])), getattr(node, "elt", node))


SPECIAL |= dict.fromkeys(COMPREHENSIONS, _comprehension)
