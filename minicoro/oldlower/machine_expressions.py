"""Expressions around a suspension: operands on its left are spilled, in evaluation order.

Rule: evaluation/spill: what stands left of a suspension is evaluated before it and keeps its value across it.
"""

from __future__ import annotations

from minicoro.late import late
from minicoro.oldlower import connections, expressions, operators, places, shapes
from minicoro.oldlower.builder import drop, keep, peek, take
from minicoro.oldlower.comprehensions import (
    async_iterator,
    comprehension_unit,
    first_iterator,
    isolation,
)
from minicoro.oldlower.conditions import asked, choosing, condition, part
from minicoro.oldlower.functions import make_function
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime import awaiting
from minicoro.runtime.machine import Raise
from minicoro.runtime.positions import SILENT, span_of
from minicoro.runtime.unit import COLLECTION, OUTSIDE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.builder import Builder, Draft
    from minicoro.oldlower.comprehensions import (
        Comprehension,
    )
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.unit import Frame


def value(b: Builder, node: ast.expr) -> Expr:
    """Add to ``b`` what of ``node`` must run up to its last suspension; the closure gives its value after that."""
    if not b.suspension.suspends(node):
        return expressions.lower(b.ctx, node)
    outer = b.looking_at(node)
    special = SPECIAL.get(type(node))
    if special is not None:
        closure = special(b, node)
    else:
        closure = expressions.build(b.ctx, node, operands(b, expressions.operands(node)))
    b.at = outer
    return closure


def operands(b: Builder, nodes: list[ast.expr]) -> list[Expr]:
    """The closures of operands, of which all that stand left of the last suspension are spilled."""
    suspending = [index for index, node in enumerate(nodes) if b.suspension.suspends(node)]
    last = suspending[-1] if suspending else -1
    closures = []
    for index, node in enumerate(nodes):
        if index < last and not isinstance(node, ast.Constant):
            closures.append(take(spill(b, node)))
        else:
            closures.append(value(b, node))
    return closures


def spill(b: Builder, node: ast.expr) -> str:
    """Evaluate an operand into a temporary; a starred one is unpacked now, as its turn has come."""
    closure = value(b, node)
    if isinstance(node, ast.Starred):
        unpack: Expr = b.ctx.place(lambda frame: [*closure(frame)], node.value)
        return b.spill(unpack, node, "[{}]")
    return b.spill(closure, node)


def _yield(b: Builder, node: ast.Yield) -> Expr:
    given = b.ctx.place(lambda frame: None, node) if node.value is None else value(b, node.value)
    return give(b, given, node.value, node)


def give(b: Builder, given: Expr, operand: ast.expr | None, node: ast.expr) -> Expr:
    """Suspend with ``given``, the value of ``operand`` or None; the closure gives what is sent."""
    plain = operand is None or not b.suspension.suspends(operand)
    return b.give(given, node, shapes.giving(b.ctx, operand, node, expressions.lower) if plain else None)


def _await(b: Builder, node: ast.Await) -> Expr:
    """Rule: await/delegation, await/exception (PEP 492): the awaitable's iterator is driven until it ends."""
    operand = value(b, node.value)
    iterator = awaiting.awaitable_iterator
    return b.delegate(b.ctx.place(lambda frame: iterator(operand(frame)), node), node, "await")


def _yield_from(b: Builder, node: ast.YieldFrom) -> Expr:
    """Rule: yield-from/delegation (PEP 380)."""
    operand = value(b, node.value)
    iterator = awaiting.yield_from_iterator
    return b.delegate(b.ctx.place(lambda frame: iterator(operand(frame), frame), node), node, "yield from")


def _boolean(b: Builder, node: ast.BoolOp) -> Expr:
    """Rule: evaluation/boolean"""
    result, end = b.temporary(), b.new_state()
    for item in node.values[:-1]:
        _asked_in_turn(b, item, node, result, end)
    b.step(keep(result, value(b, node.values[-1])), node.values[-1])
    b.jump(end)
    b.evaluated(result, node)
    return take(result)


def _asked_in_turn(
    b: Builder, item: ast.expr, asker: ast.BoolOp, result: str, decided: Draft, following: Draft | None = None
) -> None:
    """Evaluate an operand, and go on in ``decided`` or, with the next one, in ``following`` (see `connections`)."""
    if connections.is_threaded(item, asker):
        follows = following or b.new_state()
        for part in item.values[:-1]:
            _asked_in_turn(b, part, item, result, decided if connections.is_alike(item, asker) else follows)
        _asked_in_turn(b, item.values[-1], asker, result, decided, follows)
        return
    if connections.has_threaded_arm(item, asker):
        follows, then, otherwise = following or b.new_state(), b.new_state(), b.new_state()
        branch_on(b, item.test, item, then, otherwise)
        for arm, part in ((then, item.body), (otherwise, item.orelse)):
            b.current = arm
            _asked_in_turn(b, part, asker, result, decided, follows)
        return
    truth = bool
    test = b.ctx.place(lambda frame: truth(frame[result]), asker)
    b.step(keep(result, value(b, item)), item)
    follows = following or b.new_state()
    if isinstance(asker.op, ast.And):
        b.branch(test, follows, decided, asker, result)
    else:
        b.branch(test, decided, follows, asker, result)
    b.current = follows


def _conditional(b: Builder, node: ast.IfExp) -> Expr:
    result = b.temporary()
    then, otherwise, end = b.new_state(), b.new_state(), b.new_state()
    branch_on(b, node.test, node, then, otherwise)
    b.step(keep(result, value(b, node.body)), node.body)
    b.jump(end, otherwise)
    b.step(keep(result, value(b, node.orelse)), node.orelse)
    b.jump(end)
    b.evaluated(result, node)
    return take(result)


def branch_on(b: Builder, node: ast.expr, whole: ast.AST, then: Draft, otherwise: Draft) -> None:
    """Go on in ``then`` or ``otherwise``, as the test ``node`` of ``whole`` decides (see `conditions`)."""
    if b.suspension.suspends(node):
        _branch_on_part(b, node, places.Truths(node, span_of(whole)), then, otherwise)
    else:
        test, place = condition(b.ctx, node, whole)
        directly = shapes.choosing(b.ctx, node, place, expressions.lower) or choosing(b.ctx, test, place)
        b.branch(asked(b.ctx, test, place), then, otherwise, node, direct=directly)
    b.current = then


def _branch_on_part(b: Builder, node: ast.expr, truths: places.Truths, then: Draft, otherwise: Draft) -> None:
    if not b.suspension.suspends(node):
        test, place = part(b.ctx, node, truths)
        b.branch(asked(b.ctx, test, place), then, otherwise, node, direct=choosing(b.ctx, test, place))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        _branch_on_part(b, node.operand, truths, otherwise, then)
    elif isinstance(node, ast.BoolOp):
        for operand in node.values[:-1]:
            following = b.new_state()
            if isinstance(node.op, ast.And):
                _branch_on_part(b, operand, truths, following, otherwise)
            else:
                _branch_on_part(b, operand, truths, then, following)
            b.current = following
        _branch_on_part(b, node.values[-1], truths, then, otherwise)
    elif isinstance(node, ast.IfExp):
        chosen, refused = b.new_state(), b.new_state()
        _branch_on_part(b, node.test, truths, chosen, refused)
        for arm, result in ((chosen, node.body), (refused, node.orelse)):
            b.current = arm
            _branch_on_part(b, result, truths, then, otherwise)
    elif isinstance(node, ast.Compare) and len(node.ops) > 1:
        _branch_on_chain(b, node, truths, then, otherwise)
    else:
        b.branch(asked(b.ctx, value(b, node), truths.of(node)), then, otherwise, node)


def _branch_on_chain(b: Builder, node: ast.Compare, truths: places.Truths, then: Draft, otherwise: Draft) -> None:
    """A chain of comparisons as a condition: the truth of each link is asked once, and decides."""
    left = spill(b, node.left)
    for op, item in zip(node.ops[:-1], node.comparators, strict=False):
        right = spill(b, item)
        compare = b.ctx.place(operators.COMPARE[type(op)](take(left), peek(right)), node)
        following, failed = b.new_state(), b.new_state()
        b.branch(asked(b.ctx, compare, span_of(node)), following, failed, node)
        b.current = failed
        b.step(drop((right,)))
        b.jump(otherwise, following)
        left = right
    compare = operators.COMPARE[type(node.ops[-1])](take(left), value(b, node.comparators[-1]))
    b.branch(asked(b.ctx, b.ctx.place(compare, node), truths.of(node)), then, otherwise, node)


def _comparison(b: Builder, node: ast.Compare) -> Expr:
    """Rule: evaluation/comparison"""
    if len(node.ops) == 1:
        return expressions.build(b.ctx, node, operands(b, expressions.operands(node)))
    result, end = b.temporary(), b.new_state()
    left = spill(b, node.left)
    truth = bool
    test = b.ctx.place(lambda frame: truth(frame[result]), node)
    for index, (op, item) in enumerate(zip(node.ops, node.comparators, strict=True)):
        right = spill(b, item)
        compare = operators.COMPARE[type(op)](take(left), peek(right))
        b.step(keep(result, b.ctx.place(compare, node)), node, f"{left} {operators.SYMBOLS[type(op)]} {right}")
        if index < len(node.ops) - 1:
            following = b.new_state()
            b.branch(test, following, end, node, result)
        left = right
    b.jump(end)
    b.step(drop((left,)))
    b.evaluated(result, node)
    return take(result)


def _comprehension(b: Builder, node: Comprehension) -> Expr:
    """Rule: comprehension/async"""
    ctx = b.ctx
    scope = ctx.scope.child(node)
    start = first_iterator(ctx, node, value(b, node.generators[0].iter))
    if not scope.inlined:
        make = make_function(comprehension_unit(ctx, node, scope))
        call: Expr = ctx.place(lambda frame: make(frame, None, None, None)(start(frame)), node)
        if not scope.is_async:
            return call
        iterator = awaiting.awaitable_iterator
        return b.delegate(ctx.place(lambda frame: iterator(call(frame)), node), node, "await")
    return _inlined(b, node, scope, start)


def _inlined(b: Builder, node: Comprehension, scope: Any, start: Expr) -> Expr:
    """An asynchronous comprehension in this frame (PEP 709): its variables are put back whatever happens.

    Rule: versions/inlined-comprehensions
    """
    outer = b.ctx
    kept, failed, result = b.temporary(OUTSIDE), b.temporary("error"), b.temporary(COLLECTION)
    first = b.spill_iterator(start, node.generators[0].iter)
    enter, leave = isolation(scope)
    b.step(keep(kept, enter), node, "the variables outside")
    handler = b.new_state()

    def body() -> None:
        b.ctx = outer.inlined(scope)
        b.step(keep(result, empty(node)), node, "an empty collection")
        loops(b, node, take(first), lambda: add(b, node, result))
        b.ctx = outer

    b.protect(handler, failed, body)
    after = b.current
    b.current = handler
    b.step(lambda frame: leave(frame, frame.pop(kept)), node, f"put back {kept}")
    b.close(Raise(failed), after)
    b.step(lambda frame: leave(frame, frame.pop(kept)), node, f"put back {kept}")
    b.evaluated(result, node)
    return take(result)


def empty(node: Comprehension) -> Expr:
    """A closure that gives the empty collection."""
    if isinstance(node, ast.DictComp):
        return lambda frame: {}
    return (lambda frame: set()) if isinstance(node, ast.SetComp) else (lambda frame: [])


def add(b: Builder, node: Comprehension, result: str) -> None:
    """Evaluate one item and add it to the collection in ``result``."""
    if isinstance(node, ast.DictComp):
        key, item = operands(b, [node.key, node.value])

        def add_pair(frame: Frame) -> None:
            k = key(frame)
            frame[result][k] = item(frame)

        b.step(b.ctx.place_at(add_pair, places.item(node), None, SILENT), node.key, f"add {{}}: … to {result}")
    else:
        element = value(b, node.elt)
        method = "add" if isinstance(node, ast.SetComp) else "append"
        b.step(
            b.ctx.place_at(lambda frame: frame[result].ATTRIBUTE(element(frame)), places.item(node), method, SILENT),
            node.elt,
            f"add {{}} to {result}",
        )


def loops(b: Builder, node: Comprehension, start: Expr, inner: Callable[[], None], depth: int = 0) -> None:
    """The loops of a comprehension from ``depth`` on, with ``inner`` in the innermost."""
    async_loop = late("minicoro.oldlower.machine_loops", "async_loop")
    loop = late("minicoro.oldlower.machine_loops", "loop")

    if depth == len(node.generators):
        inner()
        return
    generator = node.generators[depth]
    place = places.iteration(generator.iter, node)
    source = start if depth == 0 else _iterator_of(b, generator, place)

    def body(head: Draft) -> None:
        for test in generator.ifs:
            following = b.new_state()
            branch_on(b, test, node, following, head)
        loops(b, node, start, inner, depth + 1)

    if generator.is_async:
        async_loop(b, node, generator.target, generator.iter, source, body)
    else:
        loop(b, place, generator.target, generator.iter, source, body)


def _iterator_of(b: Builder, generator: ast.comprehension, place: ast.AST) -> Expr:
    closure = value(b, generator.iter)
    if generator.is_async:
        return b.ctx.place(async_iterator(generator, closure), place)
    make = iter
    return b.ctx.place(lambda frame: make(closure(frame)), place)


SPECIAL: dict[type[ast.AST], Callable[[Builder, Any], Expr]] = {
    ast.Await: _await,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
    ast.BoolOp: _boolean,
    ast.IfExp: _conditional,
    ast.Compare: _comparison,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
}
"""Expressions with an order of their own around a suspension; `machine_calls` adds some."""
