"""The value of an expression, one function for each type of node: Language Reference, chapter "Expressions".

Operands are evaluated first, from left to right; then ``a.node`` says whose operation follows, for the traceback.
"""

from __future__ import annotations

import ast
import operator
import sys
from collections.abc import Callable
from typing import Any

from .activation import EVALUATE, Activation, evaluate

BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.MatMult: operator.matmul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.BitAnd: operator.and_,
}
UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}
COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda member, group: member in group,
    ast.NotIn: lambda member, group: member not in group,
}


def constant(a: Activation, node: ast.Constant) -> Any:
    """A literal.  Texts that look like names are interned, as the constants of CPython's code objects are."""
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


def truth(a: Activation, node: ast.expr) -> bool:
    """Whether the value of a condition is true.

    Each part of a condition is asked for its truth once, and decides (CPython's ``codegen_jump_if``).
    """
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return not truth(a, node.operand)
    if isinstance(node, ast.BoolOp):
        return _decided(a, node.values, isinstance(node.op, ast.Or))
    if isinstance(node, ast.IfExp):
        return truth(a, node.body if truth(a, node.test) else node.orelse)
    if isinstance(node, ast.Compare):
        return bool(compared(a, node, True))
    value = evaluate(a, node)
    a.node = node
    return bool(value)


def _decided(a: Activation, parts: list[ast.expr], decides: bool) -> bool:
    """The truth of ``and`` and ``or``: that of the first part which decides, or of the last."""
    for part in parts:
        if truth(a, part) is decides:
            return decides
    return not decides


def boolean(a: Activation, node: ast.BoolOp) -> Any:
    """``x and y``, ``x or y``: the truth of each operand but the last is asked, in order, until one decides."""
    decides = isinstance(node.op, ast.Or)
    for part in node.values[:-1]:
        value = evaluate(a, part)
        a.node = part
        if bool(value) is decides:
            return value
    return evaluate(a, node.values[-1])


def conditional(a: Activation, node: ast.IfExp) -> Any:
    """``body if test else orelse``"""
    return evaluate(a, node.body if truth(a, node.test) else node.orelse)


def compare(a: Activation, node: ast.Compare) -> Any:
    """A comparison, or a chain of them."""
    return compared(a, node, False)


def compared(a: Activation, node: ast.Compare, as_truth: bool) -> Any:
    """A chain of comparisons: each operand is evaluated once, and only as far as the chain is true."""
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


# Displays


def items(a: Activation, nodes: list[ast.expr], words: Callable[[], str] = lambda: "Value") -> list[Any]:
    """The values of the elements of a display, or of the positional arguments of a call, with stars unpacked.

    words: what is before the star, in the message for a value that is no iterable.
    """
    found: list[Any] = []
    for part in nodes:
        if not isinstance(part, ast.Starred):
            found.append(evaluate(a, part))
            continue
        value = evaluate(a, part.value)
        a.node = part.value
        if not hasattr(type(value), "__iter__") and not hasattr(type(value), "__getitem__"):
            raise TypeError(f"{words()} after * must be an iterable, not {type(value).__name__}")
        found.extend(value)
        del value
    return found


def tuple_(a: Activation, node: ast.Tuple) -> tuple[Any, ...]:
    """``x, *y``"""
    return tuple(items(a, node.elts))


def list_(a: Activation, node: ast.List) -> list[Any]:
    """``[x, *y]``"""
    return items(a, node.elts)


MANY = 30
"""With more elements than this, CPython adds each to the set or dict when it has been evaluated."""


def set_(a: Activation, node: ast.Set) -> set[Any]:
    """``{x, *y}``  (``starunpack_helper``: what stands before a star is hashed before the star is evaluated)"""
    found: set[Any] = set()
    stars = [index for index, part in enumerate(node.elts) if isinstance(part, ast.Starred)]
    together = 0 if len(node.elts) > MANY else stars[0] if stars else len(node.elts)
    values = items(a, node.elts[:together])
    a.node = node
    found.update(values)
    for part in node.elts[together:]:
        values = items(a, [part])
        a.node = node
        found.update(values)
    return found


def dict_(a: Activation, node: ast.Dict) -> dict[Any, Any]:
    """``{key: value, **mapping}``  (``codegen_dict``: pairs in a row are evaluated before the first key is hashed)"""
    found: dict[Any, Any] = {}
    pairs: list[tuple[Any, Any]] = []

    def add() -> None:
        a.node = node
        for key, value in pairs:
            found[key] = value
        pairs.clear()

    rows = _lengths(node.keys)
    for key, value, row in zip(node.keys, node.values, rows, strict=True):
        if key is not None:
            pairs.append((evaluate(a, key), evaluate(a, value)))
            if 2 * row > MANY:
                add()
            continue
        add()
        mapping = evaluate(a, value)
        a.node = value
        if not hasattr(mapping, "keys"):
            raise TypeError(f"'{type(mapping).__name__}' object is not a mapping")
        found.update(mapping)
    add()
    return found


def _lengths(keys: list[ast.expr | None]) -> list[int]:
    """For each key, how many pairs stand in its row, between mappings that are unpacked."""
    lengths: list[int] = []
    start = 0
    for index in range(len(keys) + 1):
        if index == len(keys) or keys[index] is None:
            lengths += [index - start] * (index - start) + [0] * (index < len(keys))
            start = index + 1
    return lengths


def starred_index(a: Activation, node: ast.Starred) -> Any:
    """The annotation of ``*args: *Ts``: the only item of what is unpacked.  (PEP 646)"""
    value = evaluate(a, node.value)
    a.node = node
    (only,) = value
    return only


# Formatted strings

CONVERSIONS: dict[int, Callable[[Any], Any]] = {-1: lambda value: value, ord("s"): str, ord("r"): repr, ord("a"): ascii}


def formatted(a: Activation, node: ast.FormattedValue) -> str:
    """``{value!r:spec}`` in an f-string."""
    value = evaluate(a, node.value)
    spec = "" if node.format_spec is None else evaluate(a, node.format_spec)
    a.node = node
    return format(CONVERSIONS[node.conversion](value), spec)


def joined(a: Activation, node: ast.JoinedStr) -> str:
    """An f-string: Language Reference, "f-strings"."""
    return "".join([evaluate(a, part) for part in node.values])


def template(a: Activation, node: Any) -> Any:
    """A t-string: PEP 750."""
    from string.templatelib import Template  # type: ignore[import-not-found]

    return Template(*[evaluate(a, part) for part in node.values])


def interpolation(a: Activation, node: Any) -> Any:
    """``{value!r:spec}`` in a t-string: nothing is formatted."""
    from string.templatelib import Interpolation

    value = evaluate(a, node.value)
    spec = "" if node.format_spec is None else evaluate(a, node.format_spec)
    return Interpolation(value, node.str, None if node.conversion == -1 else chr(node.conversion), spec)


EVALUATE |= {
    ast.Constant: constant,
    ast.Name: name,
    ast.Attribute: attribute,
    ast.Subscript: subscript,
    ast.Slice: slice_,
    ast.BinOp: binary,
    ast.UnaryOp: unary,
    ast.BoolOp: boolean,
    ast.IfExp: conditional,
    ast.Compare: compare,
    ast.NamedExpr: named,
    ast.Tuple: tuple_,
    ast.List: list_,
    ast.Set: set_,
    ast.Dict: dict_,
    ast.Starred: starred_index,
    ast.FormattedValue: formatted,
    ast.JoinedStr: joined,
}
for kind, function in (("TemplateStr", template), ("Interpolation", interpolation)):
    if hasattr(ast, kind):
        EVALUATE[getattr(ast, kind)] = function
