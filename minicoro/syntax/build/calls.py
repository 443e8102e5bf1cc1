"""Calls: arguments and their order."""

from __future__ import annotations

import ast

from minicoro.syntax.driver import node, placed
from minicoro.syntax.tokens import Token

from .base import EMPTY, Base, reject, text_of
from .lists import listed

Argument = ast.expr | ast.keyword
Arguments = tuple[list[ast.expr], list[ast.keyword]]


class Calls(Base):
    """The grammar accepts arguments in any order; ``argument_list`` sorts and checks them."""

    @placed
    def call(self, function: ast.expr, _open: Token, arguments: Arguments | None, _close: Token) -> ast.Call:
        if arguments is None:
            return ast.Call(function, [], [])
        return ast.Call(function, *arguments)

    call_generator = node(ast.Call, 0, (1, listed), EMPTY)
    keyword = node(ast.keyword, (0, text_of), 2)
    keyword_spread = node(ast.keyword, None, 1)

    def argument_list(self, items: list[Argument], _comma: Token | None) -> Arguments:
        positional: list[ast.expr] = []
        keywords: list[ast.keyword] = []
        spread = False  # whether a ** has been seen
        for item in items:
            if isinstance(item, ast.keyword):
                keywords.append(item)
                spread = spread or item.arg is None
            elif keywords and (spread or not isinstance(item, ast.Starred)):
                raise reject("positional argument after keyword argument", item)
            else:
                positional.append(item)
        return positional, keywords
