"""Conditions: expressions that are only asked for their truth, each part of them once.

Rule: evaluation/condition: in a test, ``and``, ``or``, ``not``, a conditional and a chain of comparisons hand on no
value: the truth of each operand is asked where it stands, and decides.
"""

from __future__ import annotations

from minicoro.oldlower.connections import MANY
from minicoro.oldlower.expressions import lower, lower_chain_of_comparisons
from minicoro.oldlower.places import Truths
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime.positions import SILENT, span_of
from minicoro.runtime.tracing_roles import silent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.positions import Span
    from minicoro.runtime.unit import Frame


def condition(ctx: Context, node: ast.expr, whole: ast.AST) -> tuple[Expr, Span]:
    """A closure whose result's truth is that of ``node``, and the place at which it must be asked, once.

    whole: the statement, conditional expression or comprehension whose test this is.
    """
    return part(ctx, node, Truths(node, span_of(whole)))


def part(ctx: Context, node: ast.expr, truths: Truths) -> tuple[Expr, Span]:
    """As `condition`, for a part of the test whose places are ``truths``."""
    return _Test(ctx, truths).part(node)


def truth(ctx: Context, node: ast.expr, whole: ast.AST) -> Expr:
    """As `condition`, with the truth asked: the closure gives True or False."""
    return asked(ctx, *condition(ctx, node, whole))


def asked(ctx: Context, closure: Expr, place: Span) -> Expr:
    """The truth of what ``closure`` gives, asked at ``place``."""
    return ctx.place_at(lambda frame: True if closure(frame) else False, place, None, SILENT)  # noqa: SIM210  a placed closure


def choosing(ctx: Context, closure: Expr, place: Span) -> Callable[[int, int], Callable[..., int]]:
    """What makes, of the numbers of two states, a closure that asks the truth of ``closure`` and chooses."""

    def choose(then: int, otherwise: int) -> Callable[..., int]:
        return ctx.place_at(lambda o, frame: then if closure(frame) else otherwise, place, None, SILENT)

    return choose


class _Test:
    """The lowering of one test; each part gives a closure, and where its truth is to be asked."""

    def __init__(self, ctx: Context, places: Truths) -> None:
        self.ctx = ctx
        self.places = places

    def part(self, node: ast.expr) -> tuple[Expr, Span]:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self._negation(node.operand)
        if isinstance(node, ast.BoolOp):
            return self._connection(node)
        if isinstance(node, ast.IfExp):
            return self._choice(node)
        if isinstance(node, ast.Compare) and len(node.ops) > 1:
            return lower_chain_of_comparisons(self.ctx, node, True), self.places.of(node)
        return lower(self.ctx, node), self.places.of(node)

    def _negation(self, operand: ast.expr) -> tuple[Expr, Span]:
        closure, place = self.part(operand)
        return self.ctx.place_at(lambda frame: not closure(frame), place, None, SILENT), place

    def _connection(self, node: ast.BoolOp) -> tuple[Expr, Span]:
        if len(node.values) > MANY:
            return self._many(node)
        connect = _both if isinstance(node.op, ast.And) else _either
        result, last = self.part(node.values[-1])
        for operand in reversed(node.values[:-1]):
            closure, place = self.part(operand)
            result = self.ctx.place_at(connect(closure, result), place, None, SILENT)
        return result, last

    def _many(self, node: ast.BoolOp) -> tuple[Expr, Span]:
        *firsts, (closure, last) = [self.part(operand) for operand in node.values]
        tests = tuple([asked(self.ctx, test, place) for test, place in firsts])
        connect = _every if isinstance(node.op, ast.And) else _some
        return self.ctx.place_at(connect(tests, closure), last, None, SILENT), last

    def _choice(self, node: ast.IfExp) -> tuple[Expr, Span]:
        test, place = self.part(node.test)
        then, otherwise = [asked(self.ctx, *self.part(arm)) for arm in (node.body, node.orelse)]
        choose: Expr = lambda frame: then(frame) if test(frame) else otherwise(frame)  # noqa: E731
        return self.ctx.place_at(choose, place, None, SILENT), place


def _both(first: Expr, second: Expr) -> Expr:
    return lambda frame: second(frame) if first(frame) else False


def _either(first: Expr, second: Expr) -> Expr:
    return lambda frame: True if first(frame) else second(frame)


def _every(tests: tuple[Expr, ...], last: Expr) -> Expr:
    def evaluate(frame: Frame) -> Any:
        for test in tests:
            if not test(frame):
                return False
        return last(frame)

    return evaluate


def _some(tests: tuple[Expr, ...], last: Expr) -> Expr:
    def evaluate(frame: Frame) -> Any:
        for test in tests:
            if test(frame):
                return True
        return last(frame)

    return evaluate


silent(
    "_every.<locals>.evaluate",
    "_some.<locals>.evaluate",
    "asked.<locals>.<lambda>",
    "choosing.<locals>.choose.<locals>.<lambda>",
    "_both.<locals>.<lambda>",
    "_either.<locals>.<lambda>",
    "_Test._negation.<locals>.<lambda>",
    "_Test._choice.<locals>.<lambda>",
)
