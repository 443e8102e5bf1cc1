"""Compound statements, without definitions and ``match``."""

from __future__ import annotations

import ast

from minicoro.syntax.driver import node, passed, placed
from minicoro.syntax.features import BARE_EXCEPTIONS
from minicoro.syntax.tokens import Token

from .base import LOAD, Base, reject, store

Body = list[ast.stmt]


class CompoundStatements(Base):
    """if, while, for, with, try."""

    block = node(passed, 2)
    clause_body = node(passed, 2)

    @placed
    def if_chain(self, _if: Token, test: ast.expr, _colon: Token, body: Body, orelse: Body | None) -> ast.If:
        return ast.If(test, body, orelse or [])

    @placed
    def while_statement(
        self, _while: Token, test: ast.expr, _colon: Token, body: Body, orelse: Body | None
    ) -> ast.While:
        return ast.While(test, body, orelse or [])

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

    def with_as(self, context: ast.expr, _as: Token, target: ast.expr) -> ast.withitem:
        return ast.withitem(context, store(target))

    # ---- try --------------------------------------------------------------------------------------------------------------

    @placed
    def try_finally(self, _try: Token, _colon: Token, body: Body, final: Body) -> ast.Try:
        return ast.Try(body, [], [], final)

    @placed
    def try_except(
        self, _try: Token, _colon: Token, body: Body, handlers: list[ast.ExceptHandler],
        orelse: Body | None, final: Body | None,
    ) -> ast.Try:  # fmt: skip
        return ast.Try(body, handlers, orelse or [], final or [])

    @placed
    def try_star(
        self, _try: Token, _colon: Token, body: Body, handlers: list[ast.ExceptHandler],
        orelse: Body | None, final: Body | None,
    ) -> ast.TryStar:  # fmt: skip
        return ast.TryStar(body, handlers, orelse or [], final or [])

    except_all = node(ast.ExceptHandler, None, None, 2)

    @placed
    def except_one(
        self, _except: Token, kind: ast.expr, _as: Token | None, name: Token | None, _colon: Token, body: Body
    ) -> ast.ExceptHandler:
        return ast.ExceptHandler(kind, name.text if name else None, body)

    @placed
    def exceptions(self, kinds: list[ast.expr]) -> ast.Tuple:
        if not BARE_EXCEPTIONS:
            raise reject("exceptions without parentheses", kinds[0])
        return ast.Tuple(kinds, LOAD)

    except_several = node(ast.ExceptHandler, 1, None, 3)
    except_star_several = node(ast.ExceptHandler, 2, None, 4)

    @placed
    def except_star(
        self, _except: Token, _star: Token, kind: ast.expr, _as: Token | None, name: Token | None, _colon: Token,
        body: Body,
    ) -> ast.ExceptHandler:  # fmt: skip
        return ast.ExceptHandler(kind, name.text if name else None, body)
