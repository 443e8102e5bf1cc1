"""``try`` and ``with`` around a suspension.

A ``finally`` exists once.  Each way into it leaves a completion in its variable ``$finally1``: None (go on after it), a state
(a ``break``, ``continue`` or ``return`` goes on there), or an exception (reraise it).  `EndFinally` does what the completion
says.  Rule: finally/completion (Language Reference, "The try statement").

The end of a ``with`` exists twice: one for an exception (`_leave_raising`), one for all other ways, with ``$with1``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from ..core.machine import EndFinally, EnterFinally, Raise
from ..core.versions import RULES
from .builder import Around, Builder, Draft, assign, call, delete, nowhere
from .expressions import value
from .forms import name, placed
from .statements import STATES_OF, block, mark, store


def _try(b: Builder, node: ast.Try | ast.TryStar) -> None:
    mark(b, node)
    handlers: Any = _star_handlers if isinstance(node, ast.TryStar) else _handlers
    if node.finalbody:
        _finally(b, lambda: handlers(b, node), lambda: block(b, node.finalbody))
    else:
        handlers(b, node)


def _finally(b: Builder, body: Callable[[], None], final: Callable[[], None]) -> None:
    """Build ``body``, and ``final`` on every way out of it.

    Rule: finally/override, finally/return-value, finally/nested
    """
    variable = b.temporary("finally")
    entry = b.handler_state(variable)
    around = Around(b.region, b.handling, final=entry, variable=variable)
    b.protect(entry, variable, lambda: b.within(around, body))
    end = b.new_state()
    b.close(EnterFinally(variable, None, entry.number), entry)
    drop = placed(delete(variable), b.at)

    def build() -> None:
        b.within(Around(b.region, b.handling[1:], leave=(drop,)), final)
        b.close(EndFinally(variable, end.number), end)

    b.handling_of(variable, build)


def _handlers(b: Builder, node: ast.Try) -> None:
    """Rule: finally/else"""
    if not node.handlers:
        block(b, node.body)
        return
    error = b.temporary("caught")
    handler, end = b.handler_state(error), b.new_state()
    b.protect(handler, error, lambda: block(b, node.body))
    block(b, node.orelse)
    b.jump(end, handler)
    b.handling_of(error, lambda: _clauses(b, node, error, end))
    b.current = end


def _clauses(b: Builder, node: ast.Try, error: str, end: Draft) -> None:
    """Rule: exceptions/match: the clauses are tried in order; the first that matches handles the exception."""
    outer = b.handling[1:]
    for clause in node.handlers:
        b.at = clause
        following = b.new_state()
        if clause.type is None:
            mark(b, clause)
        else:
            inside = b.new_state()
            test = call("$matches", name(error), value(b, clause.type))
            b.branch(placed(test, clause), inside, following)
        _clause(b, clause, error, end, outer)
        b.current = following
    b.close(Raise(error), end)


def _clause(b: Builder, clause: ast.ExceptHandler, error: str, end: Draft, outer: tuple[str, ...]) -> None:
    """Rule: exceptions/handler-name: ``except E as name`` unbinds the name on every way out of the handler."""
    drop = placed(delete(error), clause)
    if not {"body", "cases"} & set(clause.body[-1]._fields):
        ast.copy_location(drop.targets[0], clause.body[-1])  # the exception dies at the end of the clause
    if clause.name is None:
        b.within(Around(b.region, outer, leave=(drop,)), lambda: block(b, clause.body))
    else:
        b.step(assign(clause.name, name(error)), clause)
        around = Around(b.region, outer, leave=(*_unbinding(clause), drop))
        b.cleaned(
            lambda: b.within(around, lambda: block(b, clause.body)), lambda: _unbind(b, clause), b.temporary("error")
        )
    b.step(drop)
    b.jump(end)


def _unbinding(clause: ast.ExceptHandler) -> list[ast.stmt]:
    """``name = None; del name``, as in CPython: the program may have deleted the name itself."""
    steps = [] if clause.name is None else [assign(clause.name, ast.Constant(None)), delete(clause.name)]
    return [nowhere(placed(step, clause)) for step in steps]


def _unbind(b: Builder, clause: ast.ExceptHandler) -> None:
    for step in _unbinding(clause):
        b.step(step)


def _star_handlers(b: Builder, node: ast.TryStar) -> None:
    """Rule: exceptions/except-star (PEP 654): each clause catches its part; the rest and new exceptions are raised at the end.

    The part that a clause has caught counts as handled until the next clause catches its part, or the statement ends.
    """
    error, rest, raised, part = [b.temporary(kind) for kind in ("error", "rest", "raised", "part")]
    handler, end = b.handler_state(error), b.new_state()
    b.protect(handler, error, lambda: block(b, node.body))
    block(b, node.orelse)
    b.jump(end, handler)

    def build() -> None:
        b.step(assign(rest, name(error)), node)
        b.step(assign(raised, ast.List([], ast.Load())), node)
        for clause in node.handlers:
            _star_clause(b, clause, rest, raised, part)
        b.step(assign(part, call("$star_rest", name(error), name(raised), name(rest))), node)
        b.step(delete(raised, rest), node)
        finish, done = b.new_state(), b.new_state()
        b.branch(placed(ast.Compare(name(part), [ast.Is()], [ast.Constant(None)]), node), done, finish)
        b.current = finish
        b.close(Raise(part), done)
        b.step(delete(part, error), node)
        b.jump(end)

    b.handling_of(error, lambda: b.handling_of(part, build))
    b.current = end


def _star_clause(b: Builder, clause: ast.ExceptHandler, rest: str, raised: str, part: str) -> None:
    assert clause.type is not None
    b.at = clause
    failed = b.temporary("error")
    inside, following, collected = b.new_state(), b.new_state(), b.new_state()
    targets: list[ast.expr] = [name(part, ast.Store()), name(rest, ast.Store())]
    split = placed(call("$split", name(rest), value(b, clause.type)), clause)
    b.step(ast.Assign([ast.Tuple(targets, ast.Store())], split), clause.type)
    b.branch(placed(ast.Compare(name(part), [ast.IsNot()], [ast.Constant(None)]), clause), inside, following)
    if clause.name is not None:
        b.step(assign(clause.name, name(part)), clause)
    b.cleaned(lambda: block(b, clause.body), lambda: _unbind(b, clause), failed, collected)
    b.jump(following, collected)
    b.step(ast.Expr(ast.Call(ast.Attribute(name(raised), "append", ast.Load()), [name(failed)], [])), clause)
    b.step(delete(failed), clause)
    b.jump(following)


def _with(b: Builder, node: ast.With | ast.AsyncWith, index: int = 0) -> None:
    """Build the items from ``index`` on, each around the following ones.  Rule: async-with/several"""
    if index == len(node.items):
        block(b, node.body)
        return
    item = node.items[index]
    place = item.context_expr if RULES.enters_at_expression else node
    is_async = isinstance(node, ast.AsyncWith)
    manager = value(b, item.context_expr)
    b.at = place
    enter, leave, entered = b.temporary("enter"), b.temporary("exit"), b.temporary("entered")
    pair: list[ast.expr] = [name(enter, ast.Store()), name(leave, ast.Store())]
    methods = call("$async_methods" if is_async else "$methods", manager)
    b.step(ast.Assign([ast.Tuple(pair, ast.Store())], methods), place)
    _called(b, is_async, ast.Call(name(enter), [], []), "__aenter__", place, entered)
    b.step(delete(enter), place)
    error, variable = b.temporary("error"), b.temporary("with")
    handler, leaving, end = b.handler_state(error), b.new_state(), b.new_state()

    def body() -> None:
        if item.optional_vars is not None:
            store(b, item.optional_vars, placed(name(entered), item.optional_vars))
        b.step(delete(entered), place)
        _with(b, node, index + 1)

    around = Around(b.region, b.handling, final=leaving, variable=variable)
    b.protect(handler, error, lambda: b.within(around, body), entered)
    b.close(EnterFinally(variable, None, leaving.number), leaving)
    b.at = place
    nothing: list[ast.expr] = [ast.Constant(None) for _ in range(3)]
    _called(b, is_async, ast.Call(name(leave), nothing, []), "__aexit__", place, None)
    b.step(delete(leave), place)
    b.close(EndFinally(variable, end.number), handler)
    b.handling_of(error, lambda: _leave_raising(b, is_async, place, leave, error, end))
    b.current = end


def _called(b: Builder, is_async: bool, method: ast.expr, which: str, place: Any, result: str | None) -> None:
    """Call ``__enter__`` or ``__exit__``; in an ``async with``, await the result.

    Rule: with/order, async-with/order (PEP 492)
    """
    if is_async:
        b.delegate(call("$async_with", method, ast.Constant(which)), place, "async with", result)
    else:
        b.step(ast.Expr(method) if result is None else assign(result, method), place)


def _leave_raising(b: Builder, is_async: bool, place: Any, leave: str, error: str, end: Draft) -> None:
    """Rule: with/suppress: a true result of the exit method suppresses the exception."""
    swallow, raised = b.new_state(), b.new_state()
    details: list[ast.expr] = [call("$type", name(error)), name(error), call("$traceback", name(error))]
    result = b.keeping(place)
    _called(b, is_async, ast.Call(name(leave), details, []), "__aexit__", place, result)
    b.step(delete(leave), place)
    b.branch(placed(name(result), place), swallow, raised)
    b.current = raised
    b.close(Raise(error), swallow)
    b.step(delete(error), place)
    b.jump(end)


STATES_OF |= {ast.Try: _try, ast.With: _with, ast.AsyncWith: _with, ast.TryStar: _try}
