"""Annotations: evaluated where they stand, or kept as text under ``from __future__ import annotations``."""

from __future__ import annotations

from minicoro.late import late
from minicoro.oldlower.expressions import lower
from minicoro.oldlower.statements import namespace_of
from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import ScopeKind
from minicoro.runtime.positions import CO_FUTURE_ANNOTATIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr
    from minicoro.oldlower.statements import Statement
    from minicoro.runtime.unit import Frame


def as_text(ctx: Context) -> bool:
    """Whether annotations are kept as text (PEP 563)."""
    return bool(ctx.program.flags & CO_FUTURE_ANNOTATIONS)


def expression(ctx: Context, node: ast.expr) -> Expr:
    """The closure that gives an annotation's value."""
    if as_text(ctx):
        text = late("ast", "unparse")(node)
        return lambda frame: text
    if isinstance(node, ast.Starred):
        return one_of(ctx, node)
    return lower(ctx, node)


def one_of(ctx: Context, node: ast.Starred) -> Expr:
    """The one item that unpacking gives: ``*args: *Ts`` (PEP 646), ``[*Ts = *default]`` (PEP 696)."""
    value = lower(ctx, node.value)

    def unpack(frame: Frame) -> Any:
        (item,) = value(frame)
        return item

    return ctx.place(unpack, node)


def annotation(ctx: Context, node: ast.AnnAssign) -> list[Statement]:
    """What remains of ``target: annotation`` after the assignment (Language Reference, "Annotated assignments")."""
    if ctx.scope.frame_scope.kind not in (ScopeKind.MODULE, ScopeKind.CLASS):
        return _evaluate_target(ctx, node) if node.value is None else []
    if isinstance(node.target, ast.Name) and node.simple:
        return [_record(ctx, node, expression(ctx, node.annotation))]
    steps = _evaluate_target(ctx, node) if node.value is None else []
    return steps if as_text(ctx) else [*steps, _evaluate(ctx, node.annotation)]


def _record(ctx: Context, node: ast.AnnAssign, value: Expr) -> Statement:
    assert isinstance(node.target, ast.Name)
    name = ctx.scope.mangle(node.target.id)
    namespace = namespace_of(ctx)

    missing, fail = KeyError, NameError

    def record(frame: Frame) -> None:
        result = value(frame)
        try:
            found = namespace(frame)["__annotations__"]
        except missing:
            found = None
        if found is None:
            raise fail("name '__annotations__' is not defined")
        found[name] = result

    return ctx.place(record, node)


def _evaluate(ctx: Context, node: ast.expr) -> Statement:
    value = lower(ctx, node)

    def evaluate(frame: Frame) -> None:
        value(frame)

    return evaluate


def _evaluate_target(ctx: Context, node: ast.AnnAssign) -> list[Statement]:
    target = node.target
    if isinstance(target, ast.Attribute):
        return [_evaluate(ctx, target.value)]
    if isinstance(target, ast.Subscript):
        return [_evaluate(ctx, target.value), _evaluate(ctx, target.slice)]
    return []


def set_up(ctx: Context) -> Statement:
    """Make ``__annotations__`` in the namespace if it is not there: the start of a body that annotates."""
    namespace = namespace_of(ctx)

    def set_up_annotations(frame: Frame) -> None:
        names = namespace(frame)
        try:
            names["__annotations__"]
        except KeyError:
            names["__annotations__"] = {}

    return set_up_annotations
