"""One text, both parsers: the same tree or the same error."""

from __future__ import annotations

import ast
import warnings
from typing import Literal

from minicoro.syntax import parse

from .same import first_difference

Mode = Literal["exec", "eval", "single"]


def disagreement(source: str | bytes, mode: Mode = "exec") -> str | None:
    """What our parser does otherwise than the host's with ``source``, or None."""
    theirs = _outcome(source, mode, host=True)
    ours = _outcome(source, mode, host=False)
    if isinstance(ours, ast.AST) and isinstance(theirs, ast.AST):
        return first_difference(ours, theirs)
    if isinstance(ours, ast.AST) or isinstance(theirs, ast.AST):
        return f"ours: {_summary(ours)}; the host's: {_summary(theirs)}"
    if _facts(ours) != _facts(theirs):
        return f"ours: {_facts(ours)}; the host's: {_facts(theirs)}"
    return None


def _outcome(source: str | bytes, mode: Mode, *, host: bool) -> ast.AST | Exception:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if host:
                tree: ast.AST = compile(source, "<text>", mode, ast.PyCF_ONLY_AST, dont_inherit=True)
                return tree
            return parse(source, "<text>", mode)
        except Exception as error:
            return error


def _summary(outcome: ast.AST | Exception) -> str:
    return "accepts" if isinstance(outcome, ast.AST) else f"{type(outcome).__name__}: {outcome}"


def _facts(error: ast.AST | Exception) -> tuple[object, ...]:
    return type(error), getattr(error, "args", ())
