"""``match``: cases and patterns."""

from __future__ import annotations

import ast

from minicoro.syntax.driver import node, passed, placed, together
from minicoro.syntax.features import PLUS_IN_PATTERNS
from minicoro.syntax.tokens import Token

from .base import EMPTY, Base, at, reject
from .expressions import BINARY, CONSTANTS, UNARY, number_value

Body = list[ast.stmt]
Pair = tuple[ast.expr | None, ast.pattern | Token]
Attribute = tuple[Token | None, ast.pattern]


def value_of(value: ast.expr) -> ast.expr:
    """A value in a pattern.  ``case _.x`` and ``case _()`` are not patterns: CPython's parser reads the ``_`` as the wildcard."""
    first = value
    while isinstance(first, ast.Attribute):
        first = first.value
    if isinstance(first, ast.Name) and first.id == "_":
        raise reject("_ as a value", first)
    return value


def captured(name: Token) -> str | None:
    """The variable that a pattern binds; None: it is the wildcard."""
    return None if name.text == "_" else name.text


def bound_name(name: Token) -> str:
    """The variable that a pattern binds, where no wildcard is allowed."""
    if name.text == "_":
        raise reject("_ as a target", name)
    return name.text


class Patterns(Base):
    """Patterns have nodes of their own; only values and class names are expressions."""

    match_statement = node(ast.Match, 1, 5)
    case_block = node(ast.match_case, 1, 3, 5)
    pattern_as = node(ast.MatchAs, 0, (2, bound_name))
    pattern_or = node(ast.MatchOr, 0)
    pattern_capture = node(ast.MatchAs, None, (0, captured))
    pattern_star = node(ast.MatchStar, (1, captured))
    pattern_literal = node(ast.MatchValue, (0, value_of))

    @placed
    def pattern_singleton(self, token: Token) -> ast.MatchSingleton:
        return ast.MatchSingleton(CONSTANTS[token.text])  # type: ignore[arg-type]

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

    # ---- Sequences ------------------------------------------------------------------------------------------------------------

    open_sequence = node(ast.MatchSequence, 0)
    sequence = node(ast.MatchSequence, 1)
    sequence_list = node(ast.MatchSequence, 1)
    sequence_empty = node(ast.MatchSequence, EMPTY)
    group_pattern = node(passed, 1)

    # ---- Mappings and classes ---------------------------------------------------------------------------------------------------

    mapping_empty = node(ast.MatchMapping, EMPTY, EMPTY, None)

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

    class_pattern_empty = node(ast.MatchClass, (0, value_of), EMPTY, EMPTY, EMPTY)

    @placed
    def class_pattern(
        self, name: ast.expr, _open: Token, items: list[Attribute], _comma: Token | None, _close: Token
    ) -> ast.MatchClass:
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
        return ast.MatchClass(value_of(name), positional, names, patterns)

    class_positional = node(together, None, 0)
    class_keyword = node(together, 0, 2)


def constant_at(token: Token) -> ast.Constant:
    return at(ast.Constant(number_value(token)), token)
