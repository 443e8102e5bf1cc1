"""``match``: cases and patterns."""

from __future__ import annotations

import ast

from minicoro.syntax.driver import node, passed, placed, together
from minicoro.syntax.features import PLUS_IN_PATTERNS
from minicoro.syntax.tokens import Token

from .base import LOAD, Base, at, reject
from .expressions import BINARY, CONSTANTS, UNARY, number_value

Body = list[ast.stmt]
Pair = tuple[ast.expr | None, ast.pattern | Token]
Attribute = tuple[Token | None, ast.pattern]


class Patterns(Base):
    """Patterns have nodes of their own; only values and class names are expressions."""

    match_statement = node(ast.Match, 1, 5)
    case_block = node(ast.match_case, 1, 3, 5)

    @placed
    def pattern_as(self, pattern: ast.pattern, _as: Token, name: Token) -> ast.MatchAs:
        return ast.MatchAs(pattern, bound_name(name))

    pattern_or = node(ast.MatchOr, 0)

    @placed
    def pattern_capture(self, name: Token) -> ast.MatchAs:
        return ast.MatchAs(None, None if name.text == "_" else name.text)

    @placed
    def pattern_literal(self, value: ast.expr) -> ast.MatchValue:
        refuse_wildcard(value)
        return ast.MatchValue(value)

    @placed
    def pattern_singleton(self, token: Token) -> ast.MatchSingleton:
        return ast.MatchSingleton(CONSTANTS[token.text])  # type: ignore[arg-type]

    @placed
    def pattern_star(self, _star: Token, name: Token) -> ast.MatchStar:
        return ast.MatchStar(None if name.text == "_" else name.text)

    # ---- Values -------------------------------------------------------------------------------------------------------------

    @placed
    def signed_number(self, sign: Token, token: Token) -> ast.UnaryOp:
        if sign.text == "+" and not PLUS_IN_PATTERNS:
            raise reject("plus in a pattern", sign)
        return ast.UnaryOp(UNARY[sign.text], constant_at(token))

    @placed
    def complex_number(self, real: ast.expr, operator: Token, imaginary: Token) -> ast.BinOp:
        number = real.operand if isinstance(real, ast.UnaryOp) else real
        if isinstance(number, ast.Constant) and isinstance(number.value, complex):
            raise reject("real part", number)
        if not isinstance(number_value(imaginary), complex):
            raise reject("imaginary part", imaginary)
        return ast.BinOp(real, BINARY[operator.text], constant_at(imaginary))

    @placed
    def value_first(self, name: Token, _dot: Token, attribute: Token) -> ast.Attribute:
        value = at(ast.Name(name.text, LOAD), name)
        return ast.Attribute(value, attribute.text, LOAD)

    # ---- Sequences ------------------------------------------------------------------------------------------------------------

    open_sequence = node(ast.MatchSequence, 0)
    sequence = node(ast.MatchSequence, 1)
    sequence_list = node(ast.MatchSequence, 1)

    @placed
    def sequence_empty(self, _open: Token, _close: Token) -> ast.MatchSequence:
        return ast.MatchSequence([])

    group_pattern = node(passed, 1)

    # ---- Mappings and classes ---------------------------------------------------------------------------------------------------

    @placed
    def mapping_empty(self, _open: Token, _close: Token) -> ast.MatchMapping:
        return ast.MatchMapping([], [], None)

    @placed
    def mapping(self, _open: Token, items: list[Pair], _comma: Token | None, _close: Token) -> ast.MatchMapping:
        keys: list[ast.expr] = []
        patterns: list[ast.pattern] = []
        rest: str | None = None
        for key, value in items:
            if rest is not None:
                raise reject("** before the end", value)
            if isinstance(value, Token):
                rest = bound_name(value)
            elif key is not None:
                keys.append(key)
                patterns.append(value)
        return ast.MatchMapping(keys, patterns, rest)

    mapping_pair = node(together, 0, 2)
    mapping_rest = node(together, None, 1)

    @placed
    def class_pattern_empty(self, name: ast.expr, _open: Token, _close: Token) -> ast.MatchClass:
        refuse_wildcard(name)
        return ast.MatchClass(name, [], [], [])

    @placed
    def class_pattern(
        self, name: ast.expr, _open: Token, items: list[Attribute], _comma: Token | None, _close: Token
    ) -> ast.MatchClass:
        refuse_wildcard(name)
        positional: list[ast.pattern] = []
        names: list[str] = []
        patterns: list[ast.pattern] = []
        for attribute, pattern in items:
            if attribute is not None:
                names.append(attribute.text)
                patterns.append(pattern)
            elif names:
                raise reject("positional pattern after keyword pattern", pattern)
            else:
                positional.append(pattern)
        return ast.MatchClass(name, positional, names, patterns)

    class_positional = node(together, None, 0)
    class_keyword = node(together, 0, 2)


def refuse_wildcard(value: ast.expr) -> None:
    """``case _.x`` and ``case _()`` are not patterns: CPython's parser reads the ``_`` as the wildcard."""
    while isinstance(value, ast.Attribute):
        value = value.value
    if isinstance(value, ast.Name) and value.id == "_":
        raise reject("_ as a value", value)


def bound_name(name: Token) -> str:
    if name.text == "_":
        raise reject("_ as a target", name)
    return name.text


def constant_at(token: Token) -> ast.Constant:
    return at(ast.Constant(number_value(token)), token)
