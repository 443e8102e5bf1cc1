"""Conditions: expressions that are only asked for their truth, each part of them once.

Rule: evaluation/condition: in a test, ``and``, ``or``, ``not``, a conditional and a chain of comparisons hand on no
value: the truth of each operand is asked where it stands, and decides.
"""

import ast
from typing import Any

from minicoro.lower import places
from minicoro.lower.context import Context
from minicoro.lower.expressions import lower, lower_chain_of_comparisons
from minicoro.lower.names import Expr
from minicoro.runtime.positions import Span
from minicoro.runtime.unit import Frame


def condition(ctx: Context, node: ast.expr, whole: ast.AST) -> tuple[Expr, Span]:
    """A closure whose result's truth is that of ``node``, and the place at which it must be asked, once.

    whole: the statement, conditional expression or comprehension whose test this is.
    """
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return _negation(ctx, node.operand, whole)
    if isinstance(node, ast.BoolOp):
        return _connection(ctx, node, whole)
    if isinstance(node, ast.IfExp):
        return _choice(ctx, node, whole)
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        return lower_chain_of_comparisons(ctx, node, True), places.truth(node, whole)
    return lower(ctx, node), places.truth(node, whole)


def truth(ctx: Context, node: ast.expr, whole: ast.AST) -> Expr:
    """As `condition`, with the truth asked: the closure gives True or False."""
    return asked(ctx, *condition(ctx, node, whole))


def asked(ctx: Context, closure: Expr, place: Span) -> Expr:
    """The truth of what ``closure`` gives, asked at ``place``."""
    return ctx.place_at(lambda frame: True if closure(frame) else False, place)  # noqa: SIM210  a placed closure


def _negation(ctx: Context, operand: ast.expr, whole: ast.AST) -> tuple[Expr, Span]:
    closure, place = condition(ctx, operand, whole)
    return ctx.place_at(lambda frame: not closure(frame), place), place


def _connection(ctx: Context, node: ast.BoolOp, whole: ast.AST) -> tuple[Expr, Span]:
    connect = _both if isinstance(node.op, ast.And) else _either
    result, last = condition(ctx, node.values[-1], whole)
    for operand in reversed(node.values[:-1]):
        closure, place = condition(ctx, operand, whole)
        result = ctx.place_at(connect(closure, result), place)
    return result, last


def _both(first: Expr, second: Expr) -> Expr:
    return lambda frame: second(frame) if first(frame) else False


def _either(first: Expr, second: Expr) -> Expr:
    return lambda frame: True if first(frame) else second(frame)


def _choice(ctx: Context, node: ast.IfExp, whole: ast.AST) -> tuple[Expr, Span]:
    test, place = condition(ctx, node.test, whole)
    then, otherwise = truth(ctx, node.body, whole), truth(ctx, node.orelse, whole)

    def choose(frame: Frame) -> Any:
        return then(frame) if test(frame) else otherwise(frame)

    return ctx.place_at(choose, place), place
