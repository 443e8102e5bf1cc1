"""Compound statements in which nothing suspends: ``if``, loops, ``try`` and ``with``.

Each is the host's own statement around the closures of its parts, so that iteration, truth, exception context and
the ways out are the host's.
"""

from __future__ import annotations

from minicoro.oldlower import names, places, targets
from minicoro.oldlower.conditions import asked, condition
from minicoro.oldlower.expressions import lower
from minicoro.oldlower.statements import block, compound
from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import Where
from minicoro.runtime import operations
from minicoro.runtime.completion import BREAK, CONTINUE
from minicoro.runtime.positions import SILENT
from minicoro.runtime.traceback import reraise as _reraise
from minicoro.runtime.traceback import tidy_error as _tidy_error
from minicoro.runtime.tracing_roles import loops, silent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr, Store
    from minicoro.oldlower.statements import Statement
    from minicoro.runtime.unit import Completion, Frame


@compound(ast.If)
def if_(ctx: Context, node: ast.If) -> Statement:
    nodes = [node]
    while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        # A long chain of elif is one closure, however long: it nests in the tree, not in the source.
        node = node.orelse[0]
        nodes.append(node)
    bodies = [block(ctx, each.body) for each in nodes]
    otherwise = block(ctx, node.orelse) if node.orelse else None
    tests = [condition(ctx, each.test, each) for each in nodes]
    place = tests[0][1]
    if len(nodes) > 1:
        tests = [(asked(ctx, *test), place) for test in tests]
    return ctx.place_at(
        _choose([(test, body) for (test, _), body in zip(tests, bodies, strict=True)], otherwise), place, None, SILENT
    )


def _choose(branches: list[tuple[Expr, Statement]], otherwise: Statement | None) -> Statement:
    def choose(frame: Frame) -> Completion:
        for test, body in branches:
            if test(frame):
                return body(frame)
        return None if otherwise is None else otherwise(frame)

    if len(branches) > 1:
        return choose
    test, then = branches[0]
    if otherwise is None:
        return lambda frame: then(frame) if test(frame) else None
    orelse = otherwise
    return lambda frame: then(frame) if test(frame) else orelse(frame)


@compound(ast.While)
def while_(ctx: Context, node: ast.While) -> Statement:
    (test, place), body = condition(ctx, node.test, node), block(ctx, node.body)
    otherwise = block(ctx, node.orelse)
    leave, again = BREAK, CONTINUE

    def loop(frame: Frame) -> Completion:
        while test(frame):
            completion = body(frame)
            if completion is not None and completion is not again:
                if completion is leave:
                    return None
                return completion
        return otherwise(frame)

    return ctx.place_at(loop, place, None, SILENT)


@compound(ast.For)
def for_(ctx: Context, node: ast.For) -> Statement:
    values, body = lower(ctx, node.iter), block(ctx, node.body)
    otherwise = block(ctx, node.orelse)
    target, place = node.target, places.iteration(node.iter, node)
    if isinstance(target, ast.Name) and ctx.scope.resolve(target.id) is Where.LOCAL:
        return ctx.place(_for_local(ctx.scope.mangle(target.id), values, body, otherwise), place)
    return ctx.place(_for(targets.store(ctx, target), values, body, otherwise), place)


def _for_local(name: str, values: Expr, body: Statement, otherwise: Statement) -> Statement:
    leave, again = BREAK, CONTINUE

    def loop_local(frame: Frame) -> Completion:
        for frame[name] in values(frame):  # noqa: B020
            completion = body(frame)
            if completion is not None and completion is not again:
                if completion is leave:
                    return None
                return completion
        return otherwise(frame)

    return loop_local


class _Binder:
    """Lets the host's ``for`` store straight into a target, so that no variable of ours keeps the item alive."""

    __slots__ = ("frame", "store")

    def __init__(self, store: Store, frame: Frame) -> None:
        self.store = store
        self.frame = frame

    def __setitem__(self, key: None, value: Any) -> None:
        self.store(self.frame, value)


def _for(store: Store, values: Expr, body: Statement, otherwise: Statement) -> Statement:
    leave, again, binder = BREAK, CONTINUE, _Binder

    def loop_target(frame: Frame) -> Completion:
        bind = binder(store, frame)
        for bind[None] in values(frame):  # no variable of ours keeps the iterable alive, either
            completion = body(frame)
            if completion is not None and completion is not again:
                if completion is leave:
                    return None
                return completion
        return otherwise(frame)

    return loop_target


if TYPE_CHECKING:
    from collections.abc import Callable

    Handler = tuple[Expr | None, Store | None, Callable[[Frame], None] | None, Statement]


def handlers(
    ctx: Context, nodes: list[ast.ExceptHandler], match: Callable[[Context, ast.ExceptHandler], Any]
) -> list[Any]:
    """For each clause: what ``match`` makes of the types, the binding and unbinding of its name, and its body."""
    clauses = []
    for node in nodes:
        kinds = _anything(ctx, node) if node.type is None else match(ctx, node)
        bind = unbind = None
        if node.name is not None:
            bind, unbind = names.store(ctx, node.name), names.unbind(ctx, node.name)
        clauses.append((kinds, bind, unbind, block(ctx, node.body)))
    return clauses


def _anything(ctx: Context, node: ast.ExceptHandler) -> Callable[[Frame, BaseException], bool]:
    """A bare ``except``: a tracer sees that the control was there."""
    return ctx.place(lambda frame, error: True, node)


def matcher(ctx: Context, node: ast.ExceptHandler) -> Callable[[Frame, BaseException], bool]:
    """Rule: exceptions/match: a class or a tuple of classes; anything else is an error of the whole clause."""
    assert node.type is not None
    kinds = lower(ctx, node.type)
    check = operations.matches
    return ctx.place(lambda frame, error: check(error, kinds(frame)), node)


@compound(ast.Try)
def try_(ctx: Context, node: ast.Try) -> Statement:
    run = block(ctx, node.body)
    if node.handlers:
        clauses = handlers(ctx, node.handlers, matcher)
        run = _try(ctx, run, clauses, block(ctx, node.orelse))
    if node.finalbody:
        run = _finally(ctx, run, block(ctx, node.finalbody))
    return ctx.place(run, node)


def _try(ctx: Context, body: Statement, clauses: list[Any], otherwise: Statement) -> Statement:
    unit, anything, tidy_error, reraise = ctx.unit, BaseException, _tidy_error, _reraise

    def try_except(frame: Frame) -> Completion:
        try:
            completion = body(frame)
        except anything as error:
            tidy_error(unit, frame, error)
            for matches, bind, unbind, handler in clauses:
                if matches(frame, error):
                    if bind is None:
                        return handler(frame)
                    bind(frame, error)
                    try:
                        return handler(frame)
                    finally:
                        unbind(frame)
            reraise(error)
        return otherwise(frame) if completion is None else completion

    return try_except


def _finally(ctx: Context, body: Statement, final: Statement) -> Statement:
    unit, anything, tidy_error, reraise = ctx.unit, BaseException, _tidy_error, _reraise

    def try_finally(frame: Frame) -> Completion:
        try:
            completion = body(frame)
        except anything as error:
            tidy_error(unit, frame, error)
            completion = final(frame)
            if completion is None:
                reraise(error)
            return completion
        after = final(frame)
        return completion if after is None else after

    return try_finally


@compound(ast.TryStar)
def try_star(ctx: Context, node: ast.TryStar) -> Statement:
    clauses = handlers(ctx, node.handlers, star_matcher)
    run = _try_star(ctx, block(ctx, node.body), clauses, block(ctx, node.orelse))
    if node.finalbody:
        run = _finally(ctx, run, block(ctx, node.finalbody))
    return ctx.place(run, node)


def star_matcher(ctx: Context, node: ast.ExceptHandler) -> Callable[[Frame, Any], Any]:
    """Gives what of the rest a clause takes, and what is left; the types are evaluated even if nothing is."""
    assert node.type is not None
    kinds = lower(ctx, node.type)
    split = operations.split_group
    return ctx.place(lambda frame, rest: split(rest, kinds(frame)), node)


def _try_star(ctx: Context, body: Statement, clauses: list[Any], otherwise: Statement) -> Statement:
    """Rule: exceptions/except-star (PEP 654): each clause takes its part; what is raised and what is left go on together."""
    unit, anything, tidy_error = ctx.unit, BaseException, _tidy_error
    run_clauses, finish = _star_clauses, operations.finish_star

    def try_except_star(frame: Frame) -> Completion:
        try:
            completion = body(frame)
        except anything as error:
            tidy_error(unit, frame, error)
            raised: list[BaseException] = []
            rest = run_clauses(unit, frame, clauses, error, raised)
            finish(error, raised, rest)
            return None
        return otherwise(frame) if completion is None else completion

    return try_except_star


def _star_clauses(
    unit: Any, frame: Frame, clauses: list[Any], rest: BaseException | None, raised: list[BaseException]
) -> BaseException | None:
    """Let each clause take its part and run; what is left.

    The part that a clause took counts as handled until the next one takes its own, or the statement ends.
    """
    for index, (take, bind, unbind, handler) in enumerate(clauses):
        part, rest = take(frame, rest)
        if part is None:
            continue
        traceback, context = part.__traceback__, part.__context__
        try:
            raise part
        except BaseException:
            part.__traceback__, part.__context__ = traceback, context
            _handle_part(unit, frame, part, raised, bind, unbind, handler)
            return _star_clauses(unit, frame, clauses[index + 1 :], rest, raised)
    return rest


def _handle_part(
    unit: Any,
    frame: Frame,
    part: BaseException,
    raised: list[BaseException],
    bind: Store | None,
    unbind: Callable[[Frame], None] | None,
    handler: Statement,
) -> None:
    """Run one clause with its part; keep what it raises."""
    try:
        if bind is not None:
            bind(frame, part)
        try:
            handler(frame)
        finally:
            if unbind is not None:
                unbind(frame)
    except BaseException as error:
        _tidy_error(unit, frame, error)
        raised.append(error)


@compound(ast.With)
def with_(ctx: Context, node: ast.With) -> Statement:
    run = block(ctx, node.body)
    for item in reversed(node.items):
        bind = None if item.optional_vars is None else targets.store(ctx, item.optional_vars)
        run = _with(ctx, places.management(item.context_expr, node), lower(ctx, item.context_expr), bind, run)
    return run


if TYPE_CHECKING:
    Method = Callable[..., Any]


def _with_calls() -> tuple[Method, Method, Method]:
    """How the methods of a context manager are called: on entering, on leaving by an exception, and normally."""
    kind, truth = type, bool

    def call(method: Method) -> Any:
        return method()

    def leave(method: Method, error: BaseException) -> Any:
        return truth(method(kind(error), error, error.__traceback__))

    def leave_normally(method: Method) -> None:
        method(None, None, None)

    return call, leave, leave_normally


def _with(ctx: Context, node: ast.AST, manager: Expr, bind: Store | None, body: Statement) -> Statement:
    """Rule: with/order (Language Reference, "The with statement")."""
    unit = ctx.unit
    look_up = operations.enter_and_exit
    enter: Expr = ctx.place(lambda frame: look_up(manager(frame)), node)
    call, leave, leave_normally = [ctx.place(method, node) for method in _with_calls()]

    def with_statement(frame: Frame) -> Completion:
        entry, exit_ = enter(frame)
        value = call(entry)
        del entry
        try:
            if bind is not None:
                bind(frame, value)
            del value
            completion = body(frame)
        except BaseException as error:
            _tidy_error(unit, frame, error)
            if not leave(exit_, error):
                _reraise(error)
            return None
        leave_normally(exit_)
        return completion

    return with_statement


silent(
    "_choose.<locals>.choose",
    "_choose.<locals>.<lambda>",
    "while_.<locals>.loop",
    "_for_local.<locals>.loop_local",
    "_for.<locals>.loop_target",
    "_try.<locals>.try_except",
    "_finally.<locals>.try_finally",
    "_try_star.<locals>.try_except_star",
)
loops("_for_local.<locals>.loop_local", "_for.<locals>.loop_target")
