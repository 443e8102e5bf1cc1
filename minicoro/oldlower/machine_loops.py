"""Loops around a suspension."""

from __future__ import annotations

from minicoro.late import late
from minicoro.oldlower import places
from minicoro.oldlower.builder import Way, drop, take
from minicoro.oldlower.machine_expressions import branch_on, value
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime import awaiting
from minicoro.runtime.engine import resume
from minicoro.runtime.kind import KINDS
from minicoro.runtime.machine import Raise
from minicoro.runtime.status import Status
from minicoro.runtime.tracing_roles import heads, starts

_END = object()

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from minicoro.oldlower.builder import Builder, Draft
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.unit import Frame

    Body = Callable[[Draft], None]


def loop(
    b: Builder, place: ast.AST, target: ast.expr, source: ast.expr, start: Expr, body: Body, after: Body | None = None
) -> None:
    """``for target in source``: ``start`` gives the iterator, ``body`` is built with the state of the next round.

    place: where the iterator is advanced.

    ``after`` builds the ``else`` part; it gets the state behind the loop.
    """
    iterator = b.spill_iterator(start, source)
    head, inside, exhausted, end = b.new_state(), b.new_state(), b.new_state(), b.new_state()
    left = b.new_state()
    item = direct_target(b, target) or b.temporary("item")
    b.jump(head)
    step = b.ctx.place(_advance(iterator, item), place)
    directly = _advance_directly(b, iterator, item, place)
    b.branch(step, inside, exhausted, place, f"next({iterator})", (item,), directly)
    if item[0] == "$":
        _store_item(b, target, item)
    way = Way(b.region, b.handling, left, head, drops=(iterator,))
    b.within(way, lambda: body(head))
    b.jump(head, left)
    b.step(drop((iterator,)))
    b.jump(end, exhausted)
    b.step(drop((iterator,)))
    if after is not None:
        after(end)
    b.jump(end)


def _advance(iterator: str, item: str) -> Expr:
    end, advance = _END, next

    def advance_iterator(frame: Frame) -> bool:
        value = advance(frame[iterator], end)
        if value is end:
            return False
        frame[item] = value
        return True

    return advance_iterator


def _advance_directly(b: Builder, iterator: str, item: str, place: ast.AST) -> Callable[[int, int], Callable[..., int]]:
    """The same, choosing the next state: what the engine runs.  A generator of ours is resumed without a StopIteration."""
    end, advance, kind_of, go_on = _END, next, type, resume
    generator, closed = KINDS.generators[0], Status.CLOSED

    def choose(then: int, otherwise: int) -> Callable[..., int]:
        def advance_iterator(o: object, frame: Frame) -> int:
            source = frame[iterator]
            if kind_of(source) is generator:
                value = go_on(source, None)
                if source.status is closed:
                    return otherwise
            else:
                value = advance(source, end)
                if value is end:
                    return otherwise
            frame[item] = value
            return then

        return b.ctx.place(advance_iterator, place)

    return choose


def direct_target(b: Builder, target: ast.expr) -> str | None:
    """The variable of the frame that takes the items, if the target is one and no more."""
    is_local = late("minicoro.oldlower.machine_statements", "is_local")

    return b.ctx.scope.mangle(target.id) if isinstance(target, ast.Name) and is_local(b, target) else None


def _store_item(b: Builder, target: ast.expr, item: str) -> None:
    assign = late("minicoro.oldlower.machine_statements", "assign")

    assign(b, target, take(item), item)


def async_loop(
    b: Builder,
    node: ast.AST,
    target: ast.expr,
    source: ast.expr,
    start: Expr,
    body: Body,
    after: Body | None = None,
) -> None:
    """``async for target in source``; ``start`` gives the asynchronous iterator.  A round's errors are at ``node``.

    Rule: async-for/protocol (PEP 492): each round awaits ``__anext__``; StopAsyncIteration from it ends the loop.

    Rule: async-for/break
    """
    iterator, error = b.spill_iterator(start, source, "aiter({})"), b.temporary("error")
    item = direct_target(b, target) or b.temporary("item")
    head, stopped, exhausted, end = b.new_state(), b.new_state(), b.new_state(), b.new_state()
    left, reraised = b.new_state(), b.new_state()
    b.jump(head)

    def fetch() -> None:
        ask = awaiting.next_awaitable
        awaited = b.ctx.place(lambda frame: ask(frame[iterator]), node)
        b.delegate(awaited, node, "async for", f"anext({iterator})", item)

    b.protect(stopped, error, fetch)
    after_fetch = b.current
    b.current = stopped
    is_end = awaiting.is_stop_async_iteration
    b.branch(lambda frame: is_end(frame[error]), exhausted, reraised, source, f"{error} is StopAsyncIteration")
    b.current = reraised
    b.close(Raise(error), exhausted)
    b.step(drop((iterator, error)))
    if after is not None:
        after(end)
    b.jump(end, left)
    b.step(drop((iterator,)))
    b.jump(end, after_fetch)
    if item[0] == "$":
        _store_item(b, target, item)
    way = Way(b.region, b.handling, left, head, drops=(iterator,))
    b.within(way, lambda: body(head))
    b.jump(head, end)


def for_statement(b: Builder, node: ast.For) -> None:
    block = late("minicoro.oldlower.machine_statements", "block")

    closure = value(b, node.iter)
    make = iter
    place = places.iteration(node.iter, node)
    start = b.ctx.place(lambda frame: make(closure(frame)), place)
    loop(b, place, node.target, node.iter, start, lambda head: block(b, node.body), lambda end: block(b, node.orelse))


def async_for_statement(b: Builder, node: ast.AsyncFor) -> None:
    block = late("minicoro.oldlower.machine_statements", "block")

    closure = value(b, node.iter)
    make = awaiting.async_iterator
    start = b.ctx.place(lambda frame: make(closure(frame)), places.iteration(node.iter, node))
    async_loop(
        b, node, node.target, node.iter, start, lambda head: block(b, node.body), lambda end: block(b, node.orelse)
    )


def while_statement(b: Builder, node: ast.While) -> None:
    block = late("minicoro.oldlower.machine_statements", "block")

    head, inside, otherwise, end = b.new_state(), b.new_state(), b.new_state(), b.new_state()
    b.jump(head)
    branch_on(b, node.test, node, inside, otherwise)
    b.within(Way(b.region, b.handling, end, head), lambda: block(b, node.body))
    b.jump(head, otherwise)
    block(b, node.orelse)
    b.jump(end)


heads("_advance_directly.<locals>.choose.<locals>.advance_iterator", "async_loop.<locals>.fetch.<locals>.<lambda>")
starts("for_statement.<locals>.<lambda>", "async_for_statement.<locals>.<lambda>", "_iterator_of.<locals>.<lambda>")
starts("first_iterator.<locals>.<lambda>", "async_iterator.<locals>.<lambda>")
