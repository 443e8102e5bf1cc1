"""Simple statements, and whole texts."""

from __future__ import annotations
import __future__

import ast
from typing import Any

from minicoro.syntax.driver import node, passed, placed, together
from minicoro.syntax.features import DIAMOND_IMPORT, LAZY_IMPORTS
from minicoro.syntax.tokens import Token

from .base import DEL, EMPTY, Base, is_given, reject, store, store_single, text_of
from .lists import appended, listed

FUTURE = ("__future__", 0)
Module = tuple[str | None, int]


def _is_lazy(module: Module) -> bool:
    """Whether 3.15 may warn about ``from . lazy import``, as a misplaced ``lazy``."""
    return module[0] == "lazy" and module[1] > 0


def texts_of(names: list[Token]) -> list[str]:
    """The texts of tokens."""
    return [name.text for name in names]


def count_dots(tokens: list[Token] | None) -> int:
    """The number of dots before the name of a module; a token may have three."""
    return sum([len(token.text) for token in tokens or []])


class SimpleStatements(Base):
    """Expression statements, assignments, imports and the one-word statements."""

    # ---- Whole texts --------------------------------------------------------------------------------------------------

    def empty_module(self) -> ast.Module:
        return ast.Module([], [])

    module = node(ast.Module, 0, EMPTY)
    expression_input = node(ast.Expression, 0)
    interactive_line = node(ast.Interactive, 0)
    interactive_compound = node(ast.Interactive, (0, listed))
    line = node(passed, 0)

    # ---- Expressions and assignments ----------------------------------------------------------------------------------

    expression_statement = node(ast.Expr, 0)

    @placed
    def assign(self, targets: list[ast.expr], value: ast.expr) -> ast.Assign:
        for target in targets:
            store(target)
        return ast.Assign(targets, value, None)

    @placed
    def annotate(
        self, target: ast.expr, _colon: Token, annotation: ast.expr, _equals: Token | None, value: ast.expr | None
    ) -> ast.AnnAssign:
        """``simple``: the target is a bare name, without parentheses."""
        single = store_single(target)
        simple = isinstance(single, ast.Name) and not self.is_grouped(single)
        return ast.AnnAssign(single, annotation, value, 1 if simple else 0)

    augment = node(ast.AugAssign, (0, store_single), 1, 2)

    @placed
    def del_statement(self, _del: Token, targets: list[ast.expr], _comma: Token | None) -> ast.Delete:
        for target in targets:
            store(target, DEL)
        return ast.Delete(targets)

    # ---- Words ----------------------------------------------------------------------------------------------------------

    pass_statement = node(ast.Pass)
    break_statement = node(ast.Break)
    continue_statement = node(ast.Continue)
    return_statement = node(ast.Return, 1)
    raise_statement = node(ast.Raise, 1, None)
    raise_from = node(ast.Raise, 1, 3)

    global_statement = node(ast.Global, (1, texts_of))
    nonlocal_statement = node(ast.Nonlocal, (1, texts_of))
    assert_statement = node(ast.Assert, 1, None)
    assert_message = node(ast.Assert, 1, 3)

    # ---- Imports ----------------------------------------------------------------------------------------------------------

    @placed
    def import_modules(self, lazy: Token | None, _import: Token, names: list[ast.alias]) -> ast.Import:
        return ast.Import(names, *laziness(lazy))

    @placed
    def import_from(
        self, lazy: Token | None, _from: Token, module: Module, _import: Token, names: list[ast.alias]
    ) -> ast.ImportFrom:
        """Since 3.14 the host's parser knows the features of ``__future__``; none of them can be imported lazily."""
        if module == FUTURE and (lazy or {name.name for name in names}.difference(__future__.all_feature_names)):
            self.suspicious = True
        self.suspicious = self.suspicious or _is_lazy(module)
        if DIAMOND_IMPORT and module == FUTURE and "barry_as_FLUFL" in [name.name for name in names]:
            self.diamond = True
        return ast.ImportFrom(module[0], names, module[1], *laziness(lazy))

    from_absolute = node(together, (0, ".".join), (None, count_dots))
    from_dots = node(together, None, (0, count_dots))
    from_relative = node(together, (1, ".".join), (0, count_dots))
    dotted_one = node(listed, (0, text_of))
    dotted_more = node(appended, 0, (2, text_of))
    alias_plain = node(ast.alias, (0, ".".join), None)
    alias_as = node(ast.alias, (0, ".".join), (2, text_of))
    name_plain = node(ast.alias, (0, text_of), None)
    name_as = node(ast.alias, (0, text_of), (2, text_of))


def laziness(word: Token | None) -> list[Any]:
    """The arguments of an import's node that say whether the import is lazy, on this Python."""
    if word is not None and not (LAZY_IMPORTS and word.is_word("lazy")):
        raise reject("name before an import", word)
    return [is_given(word)] if LAZY_IMPORTS else []
