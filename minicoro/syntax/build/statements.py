"""Compound statements, without definitions and ``match``."""

from __future__ import annotations

import ast

from minicoro.syntax.driver import node, passed, placed
from minicoro.syntax.features import BARE_EXCEPTIONS
from minicoro.syntax.tokens import Token

from .base import EMPTY, LOAD, Base, or_empty, reject, store, text_of

Body = list[ast.stmt]


class CompoundStatements(Base):
    """if, while, for, with, try."""

    block = node(passed, 2)
    clause_body = node(passed, 2)

    if_chain = node(ast.If, 1, 3, (4, or_empty))
    while_statement = node(ast.While, 1, 3, (4, or_empty))

    @placed
    def for_statement(
        self, asynchronous: Token | None, _for: Token, target: ast.expr, _in: Token, source: ast.expr,
        _colon: Token, body: Body, orelse: Body | None,
    ) -> ast.For | ast.AsyncFor:  # fmt: skip
        kind = ast.AsyncFor if asynchronous else ast.For
        return kind(store(target), source, body, orelse or [], None)

    # ---- with -------------------------------------------------------------------------------------------------------------

    @placed
    def with_statement(
        self, asynchronous: Token | None, _with: Token, items: list[ast.withitem], _colon: Token, body: Body
    ) -> ast.With | ast.AsyncWith:
        kind = ast.AsyncWith if asynchronous else ast.With
        return kind(items, body, None)

    def with_list(self, items: list[ast.withitem]) -> list[ast.withitem]:
        """``with (a, b):`` has two items, unless a part of the parentheses is not an expression of its own.

        An item cannot be a bare tuple, so a tuple has parentheses, and only a second pair of parentheses makes it one item.
        """
        alone = items[0].context_expr if len(items) == 1 and items[0].optional_vars is None else None
        if isinstance(alone, ast.Tuple) and alone.elts and not self.is_grouped(alone):
            for element in alone.elts:
                bare_named = isinstance(element, ast.NamedExpr) and not self.is_grouped(element)
                if bare_named or isinstance(element, ast.Starred):
                    return items
            return [ast.withitem(element, None) for element in alone.elts]
        return items

    with_group = node(passed, 1)
    with_plain = node(ast.withitem, 0, None)
    with_as = node(ast.withitem, 0, (2, store))

    # ---- try --------------------------------------------------------------------------------------------------------------

    try_finally = node(ast.Try, 2, EMPTY, EMPTY, 3)
    try_except = node(ast.Try, 2, 3, (4, or_empty), (5, or_empty))
    try_star = node(ast.TryStar, 2, 3, (4, or_empty), (5, or_empty))
    except_all = node(ast.ExceptHandler, None, None, 2)
    except_one = node(ast.ExceptHandler, 1, (3, text_of), 5)
    except_several = node(ast.ExceptHandler, 1, None, 3)
    except_star = node(ast.ExceptHandler, 2, (4, text_of), 6)
    except_star_several = node(ast.ExceptHandler, 2, None, 4)

    @placed
    def exceptions(self, kinds: list[ast.expr]) -> ast.Tuple:
        if not BARE_EXCEPTIONS:
            raise reject("exceptions without parentheses", kinds[0])
        return ast.Tuple(kinds, LOAD)
