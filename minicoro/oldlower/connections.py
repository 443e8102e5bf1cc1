"""``and`` and ``or`` that give a value, and which truths they ask for.

Rule: versions/truth-asked-twice: in ``(a and b) or c``, what decides the ``and`` is asked again by the ``or``, except up to 3.11,
where CPython joins a jump to a jump on the same line; also that of an operation in the last arm of a conditional.
"""

from __future__ import annotations

import sys

from minicoro.late import late
from minicoro.oldsyntax import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeGuard

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.unit import Frame

MANY = 16
"""With more operands than these it is a loop: a closure in a closure for each operand would be a deep stack."""

_JOINS_JUMPS = sys.version_info < (3, 12)


def is_threaded(item: ast.expr, asker: ast.BoolOp) -> TypeGuard[ast.BoolOp]:
    """Whether what decides ``item``, whose truth ``asker`` asks for, decides for the asker too."""
    return _JOINS_JUMPS and isinstance(item, ast.BoolOp) and item.lineno == asker.lineno


def has_threaded_arm(item: ast.expr, asker: ast.BoolOp) -> TypeGuard[ast.IfExp]:
    """Whether the last arm of a conditional is such an operation: behind the first there is a jump without a line."""
    arm = item.orelse if isinstance(item, ast.IfExp) else None
    return arm is not None and (is_threaded(arm, asker) or has_threaded_arm(arm, asker))


def is_alike(item: ast.BoolOp, asker: ast.BoolOp) -> bool:
    """Whether what decides the one decides the other: both ``and``, or both ``or``."""
    return type(item.op) is type(asker.op)


def operands(node: ast.BoolOp) -> list[ast.expr]:
    """What is evaluated, in order; the operands of a joined operation stand for it."""
    leaves = [leaf for item in node.values[:-1] for leaf in _leaves(item, node)]
    return [*leaves, node.values[-1]]


def _leaves(item: ast.expr, asker: ast.BoolOp) -> list[ast.expr]:
    if has_threaded_arm(item, asker):
        return [item.body, *_leaves(item.orelse, asker)]
    if not is_threaded(item, asker):
        return [item]
    leaves = [leaf for part in item.values[:-1] for leaf in _leaves(part, item)]
    return [*leaves, *_leaves(item.values[-1], asker)]


def connect(ctx: Context, node: ast.BoolOp, closures: list[Expr]) -> Expr:
    """The closure of an operation, given those of its `operands`."""
    joined = len(closures) > len(node.values)
    if not joined and len(closures) > MANY:
        many = _every if isinstance(node.op, ast.And) else _some
        return ctx.place(many(tuple(closures[:-1]), closures[-1]), node)
    given = reversed(closures)
    result = next(given)
    for item in reversed(node.values[:-1]):
        if joined:
            result = _before(ctx, item, node, None, result, given)
        else:
            result = _jump(next(given), isinstance(node.op, ast.And), None, result)
    return result if joined else ctx.place(result, node)


def _every(operands: tuple[Expr, ...], last: Expr) -> Expr:
    def evaluate(frame: Frame) -> Any:
        for operand in operands:
            value = operand(frame)
            if not value:
                return value
        return last(frame)

    return evaluate


def _some(operands: tuple[Expr, ...], last: Expr) -> Expr:
    def evaluate(frame: Frame) -> Any:
        for operand in operands:
            value = operand(frame)
            if value:
                return value
        return last(frame)

    return evaluate


def _before(
    ctx: Context, item: ast.expr, asker: ast.BoolOp, decided: Expr | None, following: Expr, given: Iterator[Expr]
) -> Expr:
    """``item``, and then ``following``, or ``decided`` if it decides; None: then its value is the result."""
    if has_threaded_arm(item, asker):
        otherwise = _before(ctx, item.orelse, asker, decided, following, given)
        then = ctx.place(_jump(next(given), isinstance(asker.op, ast.And), decided, following), asker)
        conditional = late("minicoro.oldlower.expressions", "conditional")
        chosen: Expr = conditional(ctx, item, [then, otherwise])
        return chosen
    if not is_threaded(item, asker):
        return ctx.place(_jump(next(given), isinstance(asker.op, ast.And), decided, following), asker)
    result = _before(ctx, item.values[-1], asker, decided, following, given)
    for part in reversed(item.values[:-1]):
        result = _before(ctx, part, item, decided if is_alike(item, asker) else following, result, given)
    return result


def _jump(item: Expr, is_and: bool, decided: Expr | None, following: Expr) -> Expr:
    if decided is None and is_and:
        return lambda frame: item(frame) and following(frame)
    if decided is None:
        return lambda frame: item(frame) or following(frame)
    if is_and:
        return lambda frame: following(frame) if item(frame) else decided(frame)
    return lambda frame: decided(frame) if item(frame) else following(frame)
