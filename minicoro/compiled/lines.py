"""Compile code to issue an event before each of its statements, for watching a program line by line."""

from __future__ import annotations

import ast
from typing import Any

from .templates import placed


def with_lines(tree: Any, filename: str) -> Any:
    """Insert ``$line(file, line)`` before each statement of the tree, in place; return the tree."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            found = getattr(node, field, None)
            if isinstance(found, list) and not isinstance(node, ast.Interactive):
                setattr(node, field, _with_events(node, field, found, filename))
    return tree


def _with_events(node: ast.AST, field: str, body: list[Any], filename: str) -> list[ast.stmt]:
    made: list[ast.stmt] = []
    for index, each in enumerate(body):
        has_doc = (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and field == "body"
        )
        is_doc = has_doc and index == 0 and isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
        is_future = isinstance(each, ast.ImportFrom) and each.module == "__future__"
        if not (is_future or is_doc or isinstance(each, ast.Global | ast.Nonlocal)):
            place: list[ast.expr] = [ast.Constant(filename), ast.Constant(each.lineno)]
            made.append(placed(ast.Expr(ast.Call(ast.Name("$line", ast.Load()), place, [])), None))
        made.append(each)
    return made
