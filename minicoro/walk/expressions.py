"""The value of an expression, with one function for each type of node: Language Reference, chapter "Expressions".

Operands are evaluated first, from left to right; then ``a.node`` is set to the node of the operation, for tracebacks.
"""

from __future__ import annotations

import ast
import operator
import sys
from collections.abc import Callable
from typing import Any

from minicoro.core.versions import RULES
from minicoro.lower.expressions import dict_groups, is_joined, set_groups

from .activation import EVALUATE, TRUTH, Activation, evaluate


def operations(names: str, pattern: str) -> dict[type[ast.AST], Callable[..., Any]]:
    """Functions of `operator`, by type of node: ``Add:add`` and ``__i{}__`` mean that ``Add`` is ``__iadd__``."""
    pairs = [each.split(":") for each in names.split()]
    return {getattr(ast, node): getattr(operator, pattern.format(name)) for node, name in pairs}


ARITHMETIC = (
    "Add:add Sub:sub Mult:mul MatMult:matmul Div:truediv FloorDiv:floordiv Mod:mod Pow:pow "
    "LShift:lshift RShift:rshift BitOr:or BitXor:xor BitAnd:and"
)
BINARY, IN_PLACE = operations(ARITHMETIC, "__{}__"), operations(ARITHMETIC, "__i{}__")
UNARY = operations("UAdd:pos USub:neg Not:not Invert:invert", "__{}__")
COMPARE = operations("Eq:eq NotEq:ne Lt:lt LtE:le Gt:gt GtE:ge", "__{}__")
COMPARE |= {ast.Is: operator.is_, ast.IsNot: operator.is_not}
COMPARE |= {ast.In: lambda member, group: member in group, ast.NotIn: lambda member, group: member not in group}


def constant(a: Activation, node: ast.Constant) -> Any:
    """A literal.  Strings that look like names are interned, as the constants of CPython's code objects are."""
    value = node.value
    return sys.intern(value) if type(value) is str and value.isidentifier() else value


def name(a: Activation, node: ast.Name) -> Any:
    """A variable."""
    a.node = node
    return a.read(a.scope.mangle(node.id))


def attribute(a: Activation, node: ast.Attribute) -> Any:
    """``owner.name``"""
    owner = evaluate(a, node.value)
    a.node = node
    return getattr(owner, a.scope.mangle(node.attr))


def subscript(a: Activation, node: ast.Subscript) -> Any:
    """``owner[index]``"""
    owner, index = evaluate(a, node.value), evaluate(a, node.slice)
    a.node = node
    return owner[index]


def slice_(a: Activation, node: ast.Slice) -> slice:
    """``lower:upper:step``"""
    return slice(*[None if part is None else evaluate(a, part) for part in (node.lower, node.upper, node.step)])


def binary(a: Activation, node: ast.BinOp) -> Any:
    """``left + right`` and its like."""
    left, right = evaluate(a, node.left), evaluate(a, node.right)
    a.node = node
    return BINARY[type(node.op)](left, right)


def unary(a: Activation, node: ast.UnaryOp) -> Any:
    """``-operand``, ``+operand``, ``~operand``, ``not operand``"""
    operand = evaluate(a, node.operand)
    a.node = node
    return UNARY[type(node.op)](operand)


def truth(a: Activation, node: ast.expr, around: ast.AST) -> bool:
    """Whether a condition of the node ``around`` is true; until 3.11 it is tested at the position of ``around``."""
    return a.truth(node, None if RULES.asks_at_test else around)


def truth_of_value(a: Activation, node: ast.expr, place: ast.AST | None) -> bool:
    """Whether the value of an expression is true."""
    value = evaluate(a, node)
    a.node = place or node
    return bool(value)


def truth_of_unary(a: Activation, node: ast.UnaryOp, place: ast.AST | None) -> bool:
    """``not condition``"""
    return not a.truth(node.operand, place) if isinstance(node.op, ast.Not) else truth_of_value(a, node, place)


def truth_of_boolean(a: Activation, node: ast.BoolOp, place: ast.AST | None) -> bool:
    """``x and y``, ``x or y``"""
    decides = isinstance(node.op, ast.Or)
    for part in node.values:
        if a.truth(part, place) is decides:
            return decides
    return not decides


def boolean(a: Activation, node: ast.BoolOp) -> Any:
    """``x and y``, ``x or y``: the operands but the last are tested, in order, until one decides."""
    decided, value = decision(a, node)
    return value if decided else evaluate(a, node.values[-1])


def decision(a: Activation, node: ast.BoolOp) -> tuple[bool, Any]:
    """Whether an operand other than the last one decides, and the value of that operand."""
    decides = isinstance(node.op, ast.Or)
    for part in node.values[:-1]:
        value, is_true = asked(a, part, node, node)
        if is_true is decides:
            return True, value
        del value  # CPython has dropped it when it evaluates the next one
    return False, None


def asked(a: Activation, node: ast.expr, around: ast.expr, place: ast.BoolOp) -> tuple[Any, bool]:
    """The value of an operand and its truth, tested at ``place``; see `_decide` in `lower.expressions`."""
    if isinstance(node, ast.BoolOp) and is_joined(node, around):
        decided, value = decision(a, node)
        return (value, isinstance(node.op, ast.Or)) if decided else asked(a, node.values[-1], around, place)
    if isinstance(node, ast.IfExp):
        return asked(a, node.body, node, place) if truth(a, node.test, node) else asked(a, node.orelse, around, place)
    value = evaluate(a, node)
    a.node = place
    return value, bool(value)


def conditional(a: Activation, node: ast.IfExp) -> Any:
    """``body if test else orelse``"""
    return evaluate(a, node.body if truth(a, node.test, node) else node.orelse)


def truth_of_conditional(a: Activation, node: ast.IfExp, place: ast.AST | None) -> bool:
    """``body if test else orelse``"""
    return a.truth(node.body if a.truth(node.test, place) else node.orelse, place)


def truth_of_comparison(a: Activation, node: ast.Compare, place: ast.AST | None) -> bool:
    """``x < y``, ``x < y < z``: always tested at its own position."""
    return bool(compared(a, node, True))


def compared(a: Activation, node: ast.Compare, as_truth: bool = False) -> Any:
    """A comparison or a chain of them: each operand is evaluated at most once, and only while the chain is true."""
    left = evaluate(a, node.left)
    for op, part in zip(node.ops, node.comparators, strict=True):
        right = evaluate(a, part)
        a.node = node
        result = COMPARE[type(op)](left, right)
        is_last = part is node.comparators[-1]
        if (as_truth or not is_last) and not result:
            return False if as_truth else result
        left = right
    return True if as_truth else result


def named(a: Activation, node: ast.NamedExpr) -> Any:
    """``name := value``  (PEP 572)"""
    value = evaluate(a, node.value)
    a.bind(node.target, value)
    return value


def items(a: Activation, nodes: list[ast.expr], around: ast.AST) -> list[Any]:
    """The values of the elements of a display, or of the positional arguments of a call, with starred ones unpacked."""
    found: list[Any] = []
    for part in nodes:
        if not isinstance(part, ast.Starred):
            found.append(evaluate(a, part))
            continue
        value = evaluate(a, part.value)
        a.node = around
        found += [*value]  # the host raises its own error if it is no iterable
        del value
    return found


def set_(a: Activation, node: ast.Set) -> set[Any]:
    """``{x, *y}``: the elements before a star are hashed before the starred one is evaluated.  (``starunpack_helper``)"""
    found: set[Any] = set()
    for group in set_groups(node.elts):
        values = evaluate(a, group[0].value) if isinstance(group[0], ast.Starred) else items(a, group, node)
        a.node = node
        found.update(values)
    return found


def dict_(a: Activation, node: ast.Dict) -> dict[Any, Any]:
    """``{key: value, **mapping}``: adjacent pairs are all evaluated before the first key is hashed.  (``codegen_dict``)"""
    found: dict[Any, Any] = {}
    for group in dict_groups(node):
        pairs: Any = [(key and evaluate(a, key), evaluate(a, value)) for key, value in group]
        a.node = node
        found = {**found, **(pairs[0][1] if group[0][0] is None else dict(pairs))}
        del pairs
    return found


def starred_index(a: Activation, node: ast.Starred) -> Any:
    """The annotation of ``*args: *Ts``: the only item of the unpacked value.  (PEP 646)"""
    value = evaluate(a, node.value)
    a.node = node
    (only,) = value
    return only


CONVERSIONS: dict[int, Callable[[Any], Any]] = {-1: lambda value: value, ord("s"): str, ord("r"): repr, ord("a"): ascii}


def formatted(a: Activation, node: ast.FormattedValue) -> str:
    """``{value!r:spec}`` in an f-string."""
    value = evaluate(a, node.value)
    spec = "" if node.format_spec is None else evaluate(a, node.format_spec)
    a.node = node
    return format(CONVERSIONS[node.conversion](value), spec)


def template(a: Activation, node: Any) -> Any:
    """A t-string: PEP 750."""
    from string import templatelib  # type: ignore[attr-defined]

    return templatelib.Template(*[evaluate(a, part) for part in node.values])


def interpolation(a: Activation, node: Any) -> Any:
    """``{value!r:spec}`` in a t-string; it is not formatted."""
    from string import templatelib  # type: ignore[attr-defined]

    value = evaluate(a, node.value)
    spec = "" if node.format_spec is None else evaluate(a, node.format_spec)
    return templatelib.Interpolation(value, node.str, None if node.conversion == -1 else chr(node.conversion), spec)


EVALUATE |= {ast.Constant: constant, ast.Name: name, ast.Attribute: attribute, ast.Subscript: subscript}
EVALUATE |= {ast.Slice: slice_, ast.BinOp: binary, ast.UnaryOp: unary, ast.BoolOp: boolean, ast.Compare: compared}
EVALUATE |= {ast.IfExp: conditional, ast.NamedExpr: named, ast.Starred: starred_index}
EVALUATE |= {ast.Set: set_, ast.Dict: dict_, ast.FormattedValue: formatted}
TRUTH |= {ast.expr: truth_of_value, ast.UnaryOp: truth_of_unary, ast.BoolOp: truth_of_boolean}
TRUTH |= {ast.IfExp: truth_of_conditional, ast.Compare: truth_of_comparison}
EVALUATE[ast.Tuple] = lambda a, node: tuple(items(a, node.elts, node))
EVALUATE[ast.List] = lambda a, node: items(a, node.elts, node)
EVALUATE[ast.JoinedStr] = lambda a, node: "".join([evaluate(a, part) for part in node.values])
for kind, function in (("TemplateStr", template), ("Interpolation", interpolation)):
    if hasattr(ast, kind):
        EVALUATE[getattr(ast, kind)] = function
