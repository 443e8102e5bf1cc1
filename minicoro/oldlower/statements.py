"""Simple statements, and blocks.

A statement's closure gives a completion: None when the control goes on, a 1-tuple for ``return``, or the marks of
``break`` and ``continue``.  As for expressions, a statement that only evaluates operands has a list of them and
a builder, so that `machine_statements` can spill them.
"""

from __future__ import annotations

import sys
from sys import exception

from minicoro.late import late
from minicoro.oldlower import expressions, operators, places, shapes, targets
from minicoro.oldlower.entries import entry_line
from minicoro.oldlower.expressions import lower
from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import ScopeKind, Where
from minicoro.runtime.completion import BREAK, CONTINUE
from minicoro.runtime.errors import InternalError
from minicoro.runtime.positions import SILENT, span_of
from minicoro.runtime.state import SHARED
from minicoro.runtime.traceback import reraise
from minicoro.runtime.unit import NAMESPACE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.unit import Completion, Frame

    Statement = Callable[[Frame], Completion]

    Build = Callable[[Context, Any, list[Expr]], Statement]

OPERANDS: dict[type[ast.stmt], Callable[[Any], list[ast.expr]]] = {}
SIMPLE: dict[type[ast.stmt], Build] = {}
COMPOUND: dict[type[ast.stmt], Callable[[Context, Any], Statement]] = {}


def simple(
    kind: type[ast.stmt], operands: Callable[[Any], list[ast.expr]] = lambda node: []
) -> Callable[[Build], Build]:
    """Register the builder of a statement that evaluates its operands and then does one thing."""

    def register(build: Build) -> Build:
        OPERANDS[kind] = operands
        SIMPLE[kind] = build
        return build

    return register


def compound(kind: type[ast.stmt]) -> Callable[[Callable[[Context, Any], Statement]], Any]:
    """Register the builder of a statement with an order of its own."""

    def register(build: Callable[[Context, Any], Statement]) -> Callable[[Context, Any], Statement]:
        COMPOUND[kind] = build
        return build

    return register


def statement(ctx: Context, node: ast.stmt) -> Statement:
    """The closure of a statement in which nothing suspends."""
    closure = _statement(ctx, node)
    return telling_line(ctx, node, closure) if SHARED.lines else closure


def _statement(ctx: Context, node: ast.stmt) -> Statement:
    kind = type(node)
    fused = _FUSED.get(kind)
    if fused is not None:
        closure = fused(ctx, node)
        if closure is not None:
            return closure
    if kind in SIMPLE:
        return SIMPLE[kind](ctx, node, [lower(ctx, operand) for operand in OPERANDS[kind](node)])
    if kind not in COMPOUND:
        raise InternalError(f"no meaning for {kind.__name__}")
    return COMPOUND[kind](ctx, node)


def telling_line(ctx: Context, node: ast.stmt, closure: Statement) -> Statement:
    """``closure``, telling the watcher first which line is about to run."""
    filename, line, shared = ctx.unit.filename, node.lineno, SHARED

    def tell_and_run(frame: Frame) -> Completion:
        if shared.watcher is not None:
            shared.watcher.line(filename, line)
        return closure(frame)

    return tell_and_run


def _fused_expression(ctx: Context, node: ast.Expr) -> Statement | None:
    if ctx.program.interactive or entry_line(node) != node.lineno:
        return None
    return shapes.shaped(ctx, node.value, lower, shapes.EVALUATE)


def _fused_return(ctx: Context, node: ast.Return) -> Statement | None:
    return (
        None
        if node.value is None or entry_line(node) != node.lineno
        else shapes.shaped(ctx, node.value, lower, shapes.COMPLETE)
    )


def _fused_assign(ctx: Context, node: ast.Assign) -> Statement | None:
    target = node.targets[0]
    if len(node.targets) > 1 or not isinstance(target, ast.Name) or entry_line(node) != node.lineno:
        return None
    if ctx.scope.resolve(target.id) is not Where.LOCAL:
        return None
    return shapes.shaped(ctx, node.value, lower, shapes.STORE, ctx.scope.mangle(target.id))


def _fused_augmented(ctx: Context, node: ast.AugAssign) -> Statement | None:
    return shapes.augmented(ctx, node, lower)  # type: ignore[no-any-return]


_FUSED: dict[type[ast.stmt], Callable[[Context, Any], Statement | None]] = {
    ast.Expr: _fused_expression,
    ast.Return: _fused_return,
    ast.Assign: _fused_assign,
    ast.AugAssign: _fused_augmented,
}
"""Statements that are one closure together with their expression (see `shapes`)."""

_INERT = (ast.Global, ast.Nonlocal)


def block(ctx: Context, nodes: list[ast.stmt]) -> Statement:
    """The closure of statements in a row: it ends with the first that completes abruptly."""
    return sequence([statement(ctx, node) for node in nodes if not isinstance(node, _INERT)])


def sequence(closures: list[Statement]) -> Statement:
    if not closures:
        return lambda frame: None
    if len(closures) == 1:
        return closures[0]
    if len(closures) == 2:
        first, second = closures

        def run_two(frame: Frame) -> Completion:
            completion = first(frame)
            return second(frame) if completion is None else completion

        return run_two

    def run_all(frame: Frame) -> Completion:
        for closure in closures:
            completion = closure(frame)
            if completion is not None:
                return completion
        return None

    return run_all


def mark(ctx: Context, node: ast.stmt | ast.ExceptHandler) -> Statement:
    """A closure that does nothing at the place of ``node``: a tracer sees that the control was there."""
    return ctx.place(lambda frame: None, node)


_ABSENT: Any = object()


def shows(ctx: Context) -> bool:
    """Whether an expression that stands as a statement shows its value: at the top of an interactive input."""
    return ctx.program.interactive and ctx.scope.kind is ScopeKind.MODULE


@simple(ast.Expr, lambda node: [node.value])
def expression_statement(ctx: Context, node: ast.Expr, closures: list[Expr]) -> Statement:
    value = closures[0]
    if shows(ctx):
        host, get, absent, lost = sys, getattr, _ABSENT, RuntimeError

        def show(frame: Frame) -> None:
            shown = value(frame)
            hook = get(host, "displayhook", absent)
            if hook is absent:
                raise lost("lost sys.displayhook")
            hook(shown)

        return ctx.place(show, node)
    if isinstance(node.value, ast.Constant):
        return mark(ctx, node)

    def evaluate(frame: Frame) -> None:
        value(frame)

    return ctx.place(evaluate, node)


@simple(ast.Return, lambda node: [] if node.value is None else [node.value])
def return_(ctx: Context, node: ast.Return, closures: list[Expr]) -> Statement:
    if not closures:
        return ctx.place(lambda frame: (None,), node)
    value = closures[0]
    return ctx.place(lambda frame: (value(frame),), node)


@simple(ast.Break)
def break_(ctx: Context, node: ast.Break, closures: list[Expr]) -> Statement:
    completion = BREAK
    return ctx.place(lambda frame: completion, node)


@simple(ast.Continue)
def continue_(ctx: Context, node: ast.Continue, closures: list[Expr]) -> Statement:
    completion = CONTINUE
    return ctx.place(lambda frame: completion, node)


@simple(ast.Pass)
def pass_(ctx: Context, node: ast.Pass, closures: list[Expr]) -> Statement:
    return mark(ctx, node)


@simple(ast.Global)
def global_(ctx: Context, node: ast.Global, closures: list[Expr]) -> Statement:
    return lambda frame: None


@simple(ast.Nonlocal)
def nonlocal_(ctx: Context, node: ast.Nonlocal, closures: list[Expr]) -> Statement:
    return lambda frame: None


@simple(ast.Raise, lambda node: [part for part in (node.exc, node.cause) if part is not None])
def raise_(ctx: Context, node: ast.Raise, closures: list[Expr]) -> Statement:
    """Rule: context/cause"""
    if not closures:
        return ctx.place(_raise_again(), node)
    if len(closures) == 1:
        return ctx.place(_raise(closures[0]), node)
    return ctx.place(_raise_from(*closures), node)


def _raise(error: Expr) -> Statement:
    def raise_error(frame: Frame) -> None:
        raise error(frame)

    return raise_error


def _raise_from(error: Expr, cause: Expr) -> Statement:
    def raise_error_from(frame: Frame) -> None:
        raise error(frame) from cause(frame)

    return raise_error_from


def _raise_again() -> Statement:
    """Rule: exceptions/bare-raise: the exception being handled goes on, its traceback gets no new entry."""

    handled, go_on, nothing = exception, reraise, RuntimeError

    def raise_again(frame: Frame) -> None:
        error = handled()
        if error is None:
            raise nothing("No active exception to reraise")
        go_on(error)

    return raise_again


@simple(ast.Assert)
def assert_(ctx: Context, node: ast.Assert, closures: list[Expr]) -> Statement:
    if not __debug__:  # the host was started with -O
        return lambda frame: None
    truth = late("minicoro.oldlower.conditions", "truth")

    test = truth(ctx, node.test, node)
    message = None if node.msg is None else lower(ctx, node.msg)
    return build_assert(ctx, node, test, message)


def build_assert(ctx: Context, node: ast.Assert, test: Expr, message: Expr | None) -> Statement:
    error = AssertionError

    def check(frame: Frame) -> None:
        if not test(frame):
            raise error

    def check_with_message(frame: Frame) -> None:
        if not test(frame):
            raise error(text(frame))

    if message is None:
        return ctx.place_at(check, places.failure(node), None, SILENT)
    text = message
    return ctx.place_at(check_with_message, places.failure(node), None, SILENT)


@compound(ast.Assign)
def assign(ctx: Context, node: ast.Assign) -> Statement:
    value = lower(ctx, node.value)
    stores = [targets.store(ctx, target) for target in node.targets]
    if len(stores) > 1:

        def store_each(frame: Frame) -> None:
            result = value(frame)
            for bind in stores:
                bind(frame, result)

        return ctx.place(store_each, node)
    bind = stores[0]
    return _placed_store(ctx, lambda frame: bind(frame, value(frame)), node.targets[0], node)


def _placed_store(ctx: Context, closure: Statement, target: ast.expr, node: ast.stmt) -> Statement:
    """A name is bound where it stands: there dies what it was bound to."""
    if not isinstance(target, ast.Name):
        return ctx.place(closure, node)
    return ctx.place_at(closure, span_of(target), None, 0 if node.lineno == node.end_lineno else entry_line(node))


@compound(ast.AugAssign)
def augmented_assign(ctx: Context, node: ast.AugAssign) -> Statement:
    """Rule: evaluation/augmented: the target's operands once, its value, the right side, the operation, the store."""
    operands = [lower(ctx, operand) for operand in targets.operands(node.target)]
    return build_augmented(ctx, node, operands, lower(ctx, node.value))


def build_augmented(ctx: Context, node: ast.AugAssign, operands: list[Expr], value: Expr) -> Statement:
    if isinstance(node.target, ast.Name):
        read = expressions.build(ctx, node.target, [])
        bind = targets.build_store(ctx, node.target, [])
        compute = ctx.place(operators.IN_PLACE[type(node.op)](read, value), node)
        return ctx.place(lambda frame: bind(frame, compute(frame)), node)
    # The operands are evaluated once and kept; the current value is read before the right side is evaluated.
    kept = [expressions.kept(index) for index in range(len(operands))]
    read = expressions.build(ctx, node.target, kept)
    bind = targets.build_store(ctx, node.target, kept)
    current, whole = expressions.kept(2), expressions.kept(3)
    operate = ctx.place(operators.IN_PLACE[type(node.op)](current, lambda items: value(whole(items))), node)

    def update(frame: Frame) -> None:
        items: Any = [operand(frame) for operand in operands]
        if len_(items) == 1:
            items.append(None)
        items.append(read(items))
        items.append(frame)
        bind(items, operate(items))

    len_ = len
    return ctx.place(update, node)


@compound(ast.AnnAssign)
def annotated_assign(ctx: Context, node: ast.AnnAssign) -> Statement:
    annotation = late("minicoro.oldlower.annotations", "annotation")

    steps: list[Statement] = []
    if node.value is not None:
        value, bind = lower(ctx, node.value), targets.store(ctx, node.target)
        steps.append(_placed_store(ctx, lambda frame: bind(frame, value(frame)), node.target, node))
    return sequence([*steps, *annotation(ctx, node)])


@simple(ast.Delete)
def delete(ctx: Context, node: ast.Delete, closures: list[Expr]) -> Statement:
    parts = [targets.delete(ctx, target) for target in node.targets]
    if len(parts) == 1:
        return ctx.place(_call_part(parts[0]), node)
    return sequence([_call_part(part) for part in parts])


def _call_part(part: Callable[[Frame], None]) -> Statement:
    def run(frame: Frame) -> None:
        part(frame)

    return run


def namespace_of(ctx: Context) -> Callable[[Frame], Any]:
    """A closure that gives the mapping in which a module or class body binds its names."""
    if ctx.namespace_is_globals:
        namespace = ctx.globals
        return lambda frame: namespace
    key = NAMESPACE
    return lambda frame: frame[key]


_OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def has_annotations(body: list[ast.stmt]) -> bool:
    """Whether a module or class body annotates a name, in a statement of its own or inside a compound one."""
    for node in body:
        if isinstance(node, ast.AnnAssign):
            return True
        for field in ("body", "orelse", "finalbody"):
            inner: Any = getattr(node, field, None)
            if isinstance(inner, list) and not isinstance(node, _OWN_SCOPE) and has_annotations(inner):
                return True
        parts: list[Any] = [*getattr(node, "handlers", []), *getattr(node, "cases", [])]
        if any([has_annotations(part.body) for part in parts]):
            return True
    return False
