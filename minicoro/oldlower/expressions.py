"""Expressions: the meaning of each kind, written once.

A kind of expression has a list of its operands in evaluation order (`operands`) and a builder that makes a
closure of the operands' closures (`build`).  Where nothing suspends, the closures nest (`lower`).  Where an
operand suspends, `machine_expressions` spills the operands on its left first and calls the same builder.
"""

from __future__ import annotations

from minicoro.late import late
from minicoro.oldlower import connections, operators, places, shapes
from minicoro.oldlower.entries import constant_of, is_constant
from minicoro.oldlower.names import load, store
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime.caller_names import ALIASED
from minicoro.runtime.errors import InternalError
from minicoro.runtime.positions import SILENT
from minicoro.runtime.tracing_roles import silent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.unit import Frame

    Build = Callable[[Context, Any, list[Expr]], Expr]

    Operands = Callable[[Any], list[ast.expr]]

OPERANDS: dict[type[ast.AST], Operands] = {}
BUILDERS: dict[type[ast.AST], Build] = {}


def meaning(kind: type[ast.AST], operands: Operands) -> Callable[[Build], Build]:
    """Register the builder of one kind of expression, with its operands in evaluation order."""

    def register(build: Build) -> Build:
        OPERANDS[kind] = operands
        BUILDERS[kind] = build
        return build

    return register


def operands(node: ast.expr) -> list[ast.expr]:
    """The sub-expressions of ``node`` in the order in which CPython evaluates them."""
    try:
        return OPERANDS[type(node)](node)
    except KeyError:
        raise InternalError(f"no meaning for {type(node).__name__}") from None


def build(ctx: Context, node: ast.expr, closures: list[Expr]) -> Expr:
    """The closure of ``node``, given those of its operands."""
    return BUILDERS[type(node)](ctx, node, closures)


def lower(ctx: Context, node: ast.expr) -> Expr:
    """The closure of an expression in which nothing suspends."""
    kind = type(node)
    if kind is ast.BinOp:
        return _lower_chain(ctx, node)
    if kind in shapes.KINDS:
        closure = shapes.shaped(ctx, node, lower)
        if closure is not None:
            return closure
    return BUILDERS[kind](ctx, node, [lower(ctx, operand) for operand in OPERANDS[kind](node)])


def _lower_chain(ctx: Context, node: Any) -> Expr:
    """``a + b + …``: the left spine without recursion, for programs with thousands of terms."""
    spine = []
    while isinstance(node, ast.BinOp):
        spine.append(node)
        node = node.left
    innermost = spine.pop()
    closure = shapes.shaped(ctx, innermost, lower)
    left = closure or binary_operation(ctx, innermost, [lower(ctx, node), lower(ctx, innermost.right)])
    for binary in reversed(spine):
        closure = shapes.binary(ctx, binary, left, lower)
        left = closure or binary_operation(ctx, binary, [left, lower(ctx, binary.right)])
    return left


def nothing(node: ast.expr) -> list[ast.expr]:
    return []


@meaning(ast.Constant, nothing)
def constant(ctx: Context, node: ast.Constant, closures: list[Expr]) -> Expr:
    value = ctx.program.merged(node.value)
    return ctx.place(lambda frame: value, node)


@meaning(ast.Name, nothing)
def name(ctx: Context, node: ast.Name, closures: list[Expr]) -> Expr:
    if node.id == "__debug__":
        return lambda frame: __debug__
    closure = load(ctx, node, node.id)
    if node.id in ALIASED:
        meant = late("minicoro.runtime.callers", "as_value")
        return ctx.place(lambda frame: meant(closure(frame)), node)
    return closure


@meaning(ast.BinOp, lambda node: [node.left, node.right])
def binary_operation(ctx: Context, node: ast.BinOp, closures: list[Expr]) -> Expr:
    return ctx.place(operators.BINARY[type(node.op)](*closures), node)


@meaning(ast.UnaryOp, lambda node: [node.operand])
def unary_operation(ctx: Context, node: ast.UnaryOp, closures: list[Expr]) -> Expr:
    if is_constant(node):
        value = ctx.program.merged(constant_of(node))
        return ctx.place(lambda frame: value, node)
    if (
        isinstance(node.op, ast.Invert)
        and isinstance(node.operand, ast.Constant)
        and isinstance(node.operand.value, bool)
    ):
        inverted = ~int(node.operand.value)  # by the compiler in CPython, so that from 3.12 nothing warns when it runs
        return ctx.place(lambda frame: inverted, node)
    return ctx.place(operators.UNARY[type(node.op)](*closures), node)


@meaning(ast.BoolOp, connections.operands)
def boolean_operation(ctx: Context, node: ast.BoolOp, closures: list[Expr]) -> Expr:
    """Rule: evaluation/boolean"""
    return connections.connect(ctx, node, closures)


@meaning(ast.IfExp, lambda node: [node.body, node.orelse])
def conditional(ctx: Context, node: ast.IfExp, closures: list[Expr]) -> Expr:
    condition = late("minicoro.oldlower.conditions", "condition")

    then, otherwise = closures
    test, place = condition(ctx, node.test, node)
    return ctx.place_at(lambda frame: then(frame) if test(frame) else otherwise(frame), place, None, SILENT)


@meaning(ast.Compare, lambda node: [node.left, *node.comparators])
def comparison(ctx: Context, node: ast.Compare, closures: list[Expr]) -> Expr:
    if len(node.ops) == 1:
        return ctx.place(operators.COMPARE[type(node.ops[0])](*closures), node)
    return _comparisons(ctx, node, closures, _chain)


def lower_chain_of_comparisons(ctx: Context, node: ast.Compare, as_condition: bool) -> Expr:
    """``a < b < c``; as a condition it gives False for what is not so, whose truth was asked already."""
    closures = [lower(ctx, operand) for operand in [node.left, *node.comparators]]
    return _comparisons(ctx, node, closures, _chain_of_conditions if as_condition else _chain)


def _comparisons(ctx: Context, node: ast.Compare, closures: list[Expr], chain: Callable[..., Expr]) -> Expr:
    links = []
    for op in node.ops:
        first, second = kept(0), kept(1)
        compare = operators.COMPARE[type(op)](first, second)
        links.append(ctx.place(compare, node))
    return ctx.place(chain(closures[0], list(zip(links, closures[1:], strict=True))), node)


def _chain_of_conditions(first: Expr, links: list[tuple[Callable[[Any], Any], Expr]]) -> Expr:
    *others, last = links

    def chain(frame: Frame) -> Any:
        left = first(frame)
        for compare, operand in others:
            right = operand(frame)
            if not compare((left, right)):
                return False
            left = right
        compare, operand = last
        return compare((left, operand(frame)))

    return chain


def kept(index: int) -> Expr:
    """Reads one of the operands that a closure has evaluated itself and hands on in place of a frame."""
    position: Any = index
    return lambda operands: operands[position]


def _chain(first: Expr, links: list[tuple[Callable[[Any], Any], Expr]]) -> Expr:
    *others, last = links

    def chain(frame: Frame) -> Any:
        left = first(frame)
        for compare, operand in others:
            right = operand(frame)
            result = compare((left, right))
            if not result:
                return result
            left = right
        compare, operand = last
        return compare((left, operand(frame)))

    return chain


@meaning(ast.Attribute, lambda node: [node.value])
def attribute(ctx: Context, node: ast.Attribute, closures: list[Expr]) -> Expr:
    value = closures[0]
    return ctx.place_at(
        lambda frame: value(frame).ATTRIBUTE, places.attribute(node), ctx.scope.mangle(node.attr), SILENT
    )


@meaning(ast.Subscript, lambda node: [node.value, node.slice])
def subscript(ctx: Context, node: ast.Subscript, closures: list[Expr]) -> Expr:
    value, index = closures
    return ctx.place(lambda frame: value(frame)[index(frame)], node)


@meaning(ast.Slice, lambda node: [part for part in (node.lower, node.upper, node.step) if part is not None])
def slicing(ctx: Context, node: ast.Slice, closures: list[Expr]) -> Expr:
    given = iter(closures)
    absent: Expr = lambda frame: None  # noqa: E731
    lower_, upper, step = [absent if part is None else next(given) for part in (node.lower, node.upper, node.step)]
    make = slice
    return lambda frame: make(lower_(frame), upper(frame), step(frame))


@meaning(ast.NamedExpr, lambda node: [node.value])
def named_expression(ctx: Context, node: ast.NamedExpr, closures: list[Expr]) -> Expr:
    value = closures[0]
    bind = store(ctx, node.target.id)

    def assign(frame: Frame) -> Any:
        result = value(frame)
        bind(frame, result)
        return result

    return ctx.place(assign, node)


@meaning(ast.Starred, lambda node: [node.value])
def starred(ctx: Context, node: ast.Starred, closures: list[Expr]) -> Expr:
    """The iterable; what is made of it, the display or call decides that it stands in."""
    return closures[0]


@meaning(ast.JoinedStr, lambda node: node.values)
def joined_string(ctx: Context, node: ast.JoinedStr, closures: list[Expr]) -> Expr:
    """Rule: evaluation/fstring"""
    join = "".join
    return lambda frame: join([part(frame) for part in closures])


def _formatted_operands(node: ast.FormattedValue) -> list[ast.expr]:
    return [node.value] if node.format_spec is None else [node.value, node.format_spec]


@meaning(ast.FormattedValue, _formatted_operands)
def formatted_value(ctx: Context, node: ast.FormattedValue, closures: list[Expr]) -> Expr:
    value, make = closures[0], format
    conversion = {-1: None, 115: str, 114: repr, 97: ascii}[node.conversion]
    if len(closures) == 1:
        if conversion is None:
            return ctx.place(lambda frame: make(value(frame), ""), node)
        return ctx.place(lambda frame: make(conversion(value(frame)), ""), node)
    spec = closures[1]

    def convert(frame: Frame) -> str:
        # The conversion comes before the specification is evaluated.
        converted = value(frame)
        if conversion is not None:
            converted = conversion(converted)
        return make(converted, spec(frame))

    return ctx.place(convert, node)


silent("conditional.<locals>.<lambda>", "_and.<locals>.<lambda>", "_or.<locals>.<lambda>")
