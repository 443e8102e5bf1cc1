"""``try`` and ``with`` around a suspension.

A ``finally`` exists once: whoever comes to it leaves a completion in its variable (nothing: go on behind it; a
number: a ``break``, ``continue`` or ``return`` that goes on there; an exception: raise it again), and its end goes
where the completion says.  Rule: finally/completion (Language Reference, "The try statement").
"""

from __future__ import annotations

from minicoro.late import late
from minicoro.oldlower import names, places
from minicoro.oldlower.builder import Way, drop, keep, peek, take
from minicoro.oldlower.control import matcher, star_matcher
from minicoro.oldlower.machine_expressions import value
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime import awaiting, operations
from minicoro.runtime.machine import EndFinally, Note, Raise
from minicoro.runtime.unit import CAUGHT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.builder import Builder, Draft
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.unit import Frame


def _block(b: Builder, nodes: list[ast.stmt]) -> None:
    block = late("minicoro.oldlower.machine_statements", "block")

    block(b, nodes)


def _mark(b: Builder, node: ast.stmt | ast.ExceptHandler) -> None:
    from minicoro.oldlower.machine_statements import mark

    mark(b, node)


def try_statement(b: Builder, node: ast.Try) -> None:
    _mark(b, node)
    if node.finalbody:
        finally_(b, lambda: _handlers(b, node), lambda: _block(b, node.finalbody))
    else:
        _handlers(b, node)


def finally_(b: Builder, body: Callable[[], None], final: Callable[[], None]) -> None:
    """``body`` with ``final`` run on every way out of it.

    Rule: finally/override, finally/return-value, finally/nested
    """
    variable = b.temporary("completion")
    outer = b.handling
    b.handling = (variable, *outer)
    entry = b.new_state()
    b.handling = outer
    way = Way(b.region, b.handling, through=(entry, variable))
    b.protect(entry, variable, lambda: b.within(way, body))
    end = b.new_state()
    b.jump(entry)

    def build() -> None:
        b.within(Way(b.region, outer, drops=(variable,)), final)
        b.close(EndFinally(variable, end.index), end)

    b.handling_of(variable, build)


def _handlers(b: Builder, node: ast.Try) -> None:
    """Rule: finally/else"""
    if not node.handlers:
        _block(b, node.body)
        return
    error = b.temporary(CAUGHT)
    outer = b.handling
    b.handling = (error, *outer)
    handler = b.new_state()
    b.handling = outer
    end = b.new_state()
    b.protect(handler, error, lambda: _block(b, node.body))
    _block(b, node.orelse)
    b.jump(end, handler)
    b.handling_of(error, lambda: _clauses(b, node, error, end, outer))
    b.current = end


def _clauses(b: Builder, node: ast.Try, error: str, end: Draft, outer: tuple[str, ...]) -> None:
    for clause in node.handlers:
        following = b.new_state()
        if clause.type is None:
            _mark(b, clause)
        else:
            inside = b.new_state()
            b.branch(_matches(b, clause, error), inside, following, clause.type, f"{error} matches {{}}")
        _clause(b, clause, error, end, outer)
        b.current = following
    b.close(Raise(error), end)


def _matches(b: Builder, node: ast.ExceptHandler, error: str) -> Expr:
    assert node.type is not None
    if b.suspension.suspends(node.type):
        # It stands on the frame's own stack, too, until it is known who handles it: a frame that is dropped meanwhile
        # is kept by its traceback.
        raised = b.temporary("raised")
        b.step(keep(raised, peek(error)), node, error)
        kinds = value(b, node.type)
        check = operations.matches
        return b.ctx.place(lambda frame: check(frame.pop(raised), kinds(frame)), node)
    match = matcher(b.ctx, node)
    return lambda frame: match(frame, frame[error])


def _clause(b: Builder, clause: ast.ExceptHandler, error: str, end: Draft, outer: tuple[str, ...]) -> None:
    """Rule: exceptions/handler-name: ``except E as name`` unbinds the name on every way out of the handler."""
    if clause.name is None:
        b.within(Way(b.region, outer, drops=(error,)), lambda: _block(b, clause.body))
    else:
        bind, unbind = names.store(b.ctx, clause.name), names.unbind(b.ctx, clause.name)
        b.step(lambda frame: bind(frame, frame[error]), clause, f"{clause.name} = {error}", _named(clause))
        failed = b.temporary("error")
        handling = b.handling
        b.handling = (failed, *handling)
        cleanup = b.new_state()
        b.handling = handling
        way = Way(b.region, outer, drops=(error,), leave=(unbind,))
        b.protect(cleanup, failed, lambda: b.within(way, lambda: _block(b, clause.body)))
        after = b.current
        b.current = cleanup
        _unbind(b, clause, unbind)
        b.close(Raise(failed), after)
        _unbind(b, clause, unbind)
    b.step(drop((error,)))
    b.jump(end)


def _named(clause: ast.ExceptHandler) -> Note:
    return Note(binds=frozenset((clause.name or "",)))


def _unbind(b: Builder, clause: ast.ExceptHandler, unbind: Callable[[Frame], object]) -> None:
    b.step(unbind, clause, f"del {clause.name}", _named(clause))


def try_star_statement(b: Builder, node: ast.TryStar) -> None:
    _mark(b, node)
    if node.finalbody:
        finally_(b, lambda: _star_handlers(b, node), lambda: _block(b, node.finalbody))
    else:
        _star_handlers(b, node)


def _star_handlers(b: Builder, node: ast.TryStar) -> None:
    """Rule: exceptions/except-star (PEP 654): each clause takes its part; the rest and what was raised go on.

    The part that a clause took counts as handled until the next one takes its own, or the statement ends.
    """
    error, rest, raised, part = [b.temporary(kind) for kind in ("error", "rest", "raised", "part")]
    outer = b.handling
    b.handling = (error, *outer)
    handler = b.new_state()
    b.handling = outer
    end = b.new_state()
    b.protect(handler, error, lambda: _block(b, node.body))
    _block(b, node.orelse)
    b.jump(end, handler)

    def build() -> None:
        b.step(keep(rest, lambda frame: frame[error]), node, error)
        b.step(keep(raised, lambda frame: []), node, "[]")
        for clause in node.handlers:
            _star_clause(b, clause, rest, raised, part)
        finish = operations.finish_star
        b.step(
            lambda frame: finish(frame[error], frame.pop(raised), frame.pop(rest)),
            node,
            f"raise what is left of {rest}, {raised}",
        )
        b.step(drop((error, part)))
        b.jump(end)

    b.handling_of(error, lambda: b.handling_of(part, build))
    b.current = end


def _star_matcher(b: Builder, clause: ast.ExceptHandler) -> Callable[[Frame, Any], Any]:
    assert clause.type is not None
    if not b.suspension.suspends(clause.type):
        return star_matcher(b.ctx, clause)
    kinds = value(b, clause.type)
    split = operations.split_group
    return b.ctx.place(lambda frame, rest: split(rest, kinds(frame)), clause)


def _star_clause(b: Builder, clause: ast.ExceptHandler, rest: str, raised: str, part: str) -> None:
    assert clause.type is not None
    take_part = _star_matcher(b, clause)

    def split(frame: Frame) -> bool:
        taken, frame[rest] = take_part(frame, frame[rest])
        if taken is None:
            return False
        frame[part] = taken
        return True

    failed = b.temporary("error")
    inside, following, collected = b.new_state(), b.new_state(), b.new_state()
    b.branch(split, inside, following, clause.type, f"part of {rest} that is {{}}", (part,))

    def body() -> None:
        if clause.name is None:
            b.protect(collected, failed, lambda: _block(b, clause.body))
            return
        bind, unbind = names.store(b.ctx, clause.name), names.unbind(b.ctx, clause.name)
        b.step(lambda frame: bind(frame, frame[part]), clause, f"{clause.name} = {part}", _named(clause))
        cleanup = b.new_state()
        b.protect(cleanup, failed, lambda: _block(b, clause.body))
        after = b.current
        b.current = cleanup
        _unbind(b, clause, unbind)
        b.jump(collected, after)
        _unbind(b, clause, unbind)

    body()
    b.jump(following, collected)
    b.step(lambda frame: frame[raised].append(frame.pop(failed)), clause, f"add {failed} to {raised}")
    b.jump(following)


def with_statement(b: Builder, node: ast.With | ast.AsyncWith) -> None:
    _items(b, node, 0)


def _items(b: Builder, node: ast.With | ast.AsyncWith, index: int) -> None:
    """Rule: async-with/several"""
    if index == len(node.items):
        _block(b, node.body)
        return
    item = node.items[index]
    if isinstance(node, ast.AsyncWith):
        protocol: Protocol = _Async(b, item.context_expr, node)
    else:
        protocol = Protocol(b, item.context_expr, node)
    _with(b, item, protocol, lambda: _items(b, node, index + 1))


class Protocol:
    """How a context manager is entered and left.  Rule: with/order."""

    look_up: Any = staticmethod(operations.enter_and_exit)

    def __init__(self, b: Builder, node: ast.expr, whole: ast.With | ast.AsyncWith) -> None:
        self.b = b
        self.node = places.management(node, whole)

    def enter(self, method: str) -> Expr:
        return self.b.ctx.place(lambda frame: frame.pop(method)(), self.node)

    def leave(self, method: str, error: str | None) -> Expr:
        return self._leaving(method, error)

    def entered(self, method: str) -> str:
        """The note of the step that takes what ``__enter__`` gives."""
        return f"{method}()"

    def left(self, method: str, error: str) -> str:
        """The note of the step or test that takes what ``__exit__`` gives."""
        return f"{method}({error})"

    def _leaving(self, method: str, error: str | None) -> Expr:
        if error is None:
            return self.b.ctx.place(self._leaving_normally(method), self.node)
        kind = type

        def leave(frame: Frame) -> object:
            raised = frame[error]
            return frame.pop(method)(kind(raised), raised, raised.__traceback__)

        return self.b.ctx.place(leave, self.node)

    def _leaving_normally(self, method: str) -> Expr:
        def leave(frame: Frame) -> None:
            frame.pop(method)(None, None, None)

        return leave


class _Async(Protocol):
    """Rule: async-with/order (PEP 492): what ``__aenter__`` and ``__aexit__`` give is awaited."""

    look_up = staticmethod(operations.async_enter_and_exit)

    def _leaving_normally(self, method: str) -> Expr:
        return lambda frame: frame.pop(method)(None, None, None)

    def _await(self, call: Expr, method: str, how: str) -> Expr:
        iterator = awaiting.async_with_iterator
        source = self.b.ctx.place(lambda frame: iterator(call(frame), method), self.node)
        return self.b.delegate(source, self.node, "async with", how)

    def enter(self, method: str) -> Expr:
        return self._await(super().enter(method), "__aenter__", super().entered(method))

    def leave(self, method: str, error: str | None) -> Expr:
        how = super().left(method, error or "None, None, None")
        return self._await(self._leaving(method, error), "__aexit__", how)

    def entered(self, method: str) -> str:
        return self.b.temporaries[-1]

    def left(self, method: str, error: str) -> str:
        return self.b.temporaries[-1]


def _with(b: Builder, item: ast.withitem, protocol: Protocol, body: Callable[[], None]) -> None:
    assign = late("minicoro.oldlower.machine_statements", "assign")

    manager = value(b, item.context_expr)
    entry, exit_ = b.temporary("enter"), b.temporary("exit")
    look_up = protocol.look_up

    def find(frame: Frame) -> None:
        frame[entry], frame[exit_] = look_up(manager(frame))

    b.step(b.ctx.place(find, protocol.node), item.context_expr, "methods of {}", Note(keeps=(entry, exit_)))
    entered = b.temporary("entered")
    b.step(keep(entered, protocol.enter(entry)), item.context_expr, protocol.entered(entry))
    error, completion = b.temporary("error"), b.temporary("completion")
    outer = b.handling
    b.handling = (error, *outer)
    handler = b.new_state()
    b.handling = outer
    leaving, end = b.new_state(), b.new_state()
    way = Way(b.region, b.handling, through=(leaving, completion))

    def protected() -> None:
        if item.optional_vars is None:
            b.step(drop((entered,)))
        else:
            assign(b, item.optional_vars, take(entered), entered)
        body()

    b.protect(handler, error, lambda: b.within(way, protected))
    b.jump(leaving)
    left = protocol.leave(exit_, None)

    def leave(frame: Frame) -> None:
        left(frame)

    b.step(leave, item.context_expr, protocol.left(exit_, "None, None, None"))
    b.close(EndFinally(completion, end.index), handler)
    b.handling_of(error, lambda: _leave_raising(b, item, protocol, exit_, error, end))
    b.current = end


def _leave_raising(b: Builder, item: ast.withitem, protocol: Protocol, exit_: str, error: str, end: Draft) -> None:
    """Rule: with/suppress: a true result of the exit method swallows the exception."""
    swallow, raised = b.new_state(), b.new_state()
    truth = bool
    result = protocol.leave(exit_, error)
    b.branch(
        b.ctx.place(lambda frame: truth(result(frame)), protocol.node),
        swallow,
        raised,
        item.context_expr,
        protocol.left(exit_, error),
    )
    b.current = raised
    b.close(Raise(error), swallow)
    b.step(drop((error,)))
    b.jump(end)
