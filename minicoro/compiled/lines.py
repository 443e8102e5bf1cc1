"""Code that tells of each of its statements before it runs, to be watched line by line."""

from __future__ import annotations

import ast
from typing import Any

from .templates import placed


def with_lines(tree: Any, filename: str) -> Any:
    """A tree in which ``$line(file, line)`` stands before each statement; the tree itself is changed."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            found = getattr(node, field, None)
            if isinstance(found, list) and not isinstance(node, ast.Interactive):
                setattr(node, field, [part for each in _told(node, field, found, filename) for part in each])
    return tree


def _told(node: ast.AST, field: str, body: list[Any], filename: str) -> list[list[ast.stmt]]:
    told: list[list[ast.stmt]] = []
    for index, each in enumerate(body):
        is_first = (
            field == "body" and index == 0 and isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
        )
        has_doc = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        is_future = isinstance(each, ast.ImportFrom) and each.module == "__future__"
        if is_future or (is_first and has_doc) or isinstance(each, ast.Global | ast.Nonlocal):
            told.append([each])
            continue
        place: list[ast.expr] = [ast.Constant(filename), ast.Constant(each.lineno)]
        told.append([placed(ast.Expr(ast.Call(ast.Name("$line", ast.Load()), place, [])), None), each])
    return told
