"""Expressions, without calls and strings."""

from __future__ import annotations

import ast
from functools import partial
from typing import cast

from minicoro.syntax.driver import node, passed, placed, together
from minicoro.syntax.features import UNPACKING
from minicoro.syntax.tokens import Token

from .base import EMPTY, LOAD, STORE, Base, at, is_given, or_empty, reject, store

BINARY: dict[str, ast.operator] = {
    "+": ast.Add(), "-": ast.Sub(), "*": ast.Mult(), "/": ast.Div(), "//": ast.FloorDiv(), "%": ast.Mod(),
    "@": ast.MatMult(), "**": ast.Pow(), "<<": ast.LShift(), ">>": ast.RShift(), "&": ast.BitAnd(),
    "|": ast.BitOr(), "^": ast.BitXor(),
}  # fmt: skip
UNARY: dict[str, ast.unaryop] = {"+": ast.UAdd(), "-": ast.USub(), "~": ast.Invert()}
COMPARISONS: dict[str, ast.cmpop] = {
    "<": ast.Lt(), ">": ast.Gt(), "==": ast.Eq(), ">=": ast.GtE(), "<=": ast.LtE(),
    "in": ast.In(), "is": ast.Is(),
}  # fmt: skip
CONSTANTS = {"True": True, "False": False, "None": None, "...": ...}
NOT, AND, OR = ast.Not(), ast.And(), ast.Or()
UNEQUAL = ast.NotEq()

Pair = tuple[ast.cmpop, ast.expr]


def element_of(element: ast.expr) -> ast.expr:
    """The element of a comprehension, which may be starred since 3.15."""
    if isinstance(element, ast.Starred) and not UNPACKING:
        raise reject("* in a comprehension", element)
    return element


class Expressions(Base):
    """Names, numbers, operators, displays, comprehensions, subscripts."""

    # ---- Atoms ----------------------------------------------------------------------------------------------------

    @placed
    def name(self, token: Token) -> ast.Name:
        return ast.Name(token.text, LOAD)

    @placed
    def number(self, token: Token) -> ast.Constant:
        return ast.Constant(number_value(token))

    @placed
    def constant(self, token: Token) -> ast.Constant:
        return ast.Constant(CONSTANTS[token.text])

    def group(self, _open: Token, inner: ast.expr, _close: Token) -> ast.expr:
        self.grouped[id(inner)] = inner
        return inner

    # ---- Displays ---------------------------------------------------------------------------------------------------

    empty_tuple = node(ast.Tuple, EMPTY, ctx=LOAD)
    tuple_display = node(ast.Tuple, 1, ctx=LOAD)
    bare_tuple = node(ast.Tuple, 0, ctx=LOAD)
    empty_list = node(ast.List, EMPTY, ctx=LOAD)
    list_display = node(ast.List, 1, ctx=LOAD)
    set_display = node(ast.Set, 1)
    empty_dict = node(ast.Dict, EMPTY, EMPTY)

    @placed
    def dict_display(
        self, _open: Token, items: list[tuple[ast.expr | None, ast.expr]], _comma: Token | None, _close: Token
    ) -> ast.Dict:
        return ast.Dict([key for key, _ in items], [value for _, value in items])

    dict_pair = node(together, 0, 2)
    dict_spread = node(together, None, 1)

    # ---- Comprehensions ---------------------------------------------------------------------------------------------

    list_comprehension = node(ast.ListComp, (1, element_of), 2)
    set_comprehension = node(ast.SetComp, (1, element_of), 2)
    dict_comprehension = node(ast.DictComp, 1, 3, 4)
    generator = node(ast.GeneratorExp, (1, element_of), 2)

    @placed
    def dict_unpacking(
        self, _open: Token, stars: Token, mapping: ast.expr, loops: list[ast.comprehension], _close: Token
    ) -> ast.DictComp:
        if not UNPACKING:
            raise reject("** in a comprehension", stars)
        return ast.DictComp(mapping, cast(ast.expr, None), loops)

    comprehension = node(ast.comprehension, (2, store), 4, (5, or_empty), (0, is_given))

    # ---- Operators --------------------------------------------------------------------------------------------------

    @placed
    def binary(self, left: ast.expr, operator: Token, right: ast.expr) -> ast.BinOp:
        return ast.BinOp(left, BINARY[operator.text], right)

    @placed
    def unary(self, operator: Token, operand: ast.expr) -> ast.UnaryOp:
        return ast.UnaryOp(UNARY[operator.text], operand)

    not_test = node(partial(ast.UnaryOp, NOT), 1)
    or_test = node(partial(ast.BoolOp, OR), 0)
    and_test = node(partial(ast.BoolOp, AND), 0)

    @placed
    def compare(self, left: ast.expr, pairs: list[Pair]) -> ast.Compare:
        return ast.Compare(left, [operator for operator, _ in pairs], [right for _, right in pairs])

    pair = node(together, 0, 1)

    def operator(self, token: Token) -> ast.cmpop | ast.operator:
        text = token.text
        return COMPARISONS[text] if text in COMPARISONS else BINARY[text[:-1]]

    def operator_unequal(self, token: Token) -> ast.cmpop:
        """``!=``; or only ``<>`` if the flag of PEP 401 is set."""
        if (token.text == "<>") is not self.diamond:
            raise reject("operator", token)
        return UNEQUAL

    operator_not_in = node(partial(passed, ast.NotIn()))
    operator_is_not = node(partial(passed, ast.IsNot()))
    conditional = node(ast.IfExp, 2, 0, 4)

    @placed
    def named_expr(self, name: Token, _mark: Token, value: ast.expr) -> ast.NamedExpr:
        return ast.NamedExpr(at(ast.Name(name.text, STORE), name), value)

    starred = node(ast.Starred, 1, ctx=LOAD)
    await_expr = node(ast.Await, 1)
    yield_value = node(ast.Yield, 1)
    yield_from = node(ast.YieldFrom, 2)

    # ---- Attributes and subscripts ------------------------------------------------------------------------------------

    @placed
    def attribute(self, value: ast.expr, _dot: Token, name: Token) -> ast.Attribute:
        return ast.Attribute(value, name.text, LOAD)

    subscript = node(ast.Subscript, 0, 2, ctx=LOAD)

    @placed
    def starred_index(self, star: Token, value: ast.expr) -> ast.Tuple:
        """``x[*a]`` is ``x[*a,]``."""
        return ast.Tuple([at(ast.Starred(value, LOAD), star, value)], LOAD)

    slice_short = node(ast.Slice, 0, 2, None)
    slice_long = node(ast.Slice, 0, 2, 4)


def number_value(token: Token) -> int | float | complex:
    """The value of a numeric literal, whose form the lexer has checked."""
    text = token.text
    if text.isdecimal():
        return _integer(text, token)
    if text[-1] in "jJ":
        return complex(0.0, float(text[:-1]))
    if text[:2] not in ("0x", "0X") and ("." in text or "e" in text or "E" in text):
        return float(text)
    return _integer(text, token)


def _integer(text: str, token: Token) -> int:
    try:
        return int(text, 0)
    except ValueError:  # more digits than the host converts
        raise reject("integer", token) from None
