"""Displays: tuples, lists, sets and dictionaries written out."""

import ast
from collections.abc import Callable
from typing import Any

from minicoro.lower.context import Context
from minicoro.lower.expressions import meaning
from minicoro.lower.names import Expr
from minicoro.runtime.unit import Frame

_CHUNK = 15
"""After so many pairs CPython builds what it has, which hashes the keys, before it evaluates the next."""


def has_star(nodes: list[ast.expr]) -> bool:
    return any([isinstance(node, ast.Starred) for node in nodes])


def gather(nodes: list[ast.expr], closures: list[Expr]) -> Callable[[Frame], list[Any]]:
    """A closure that evaluates displayed items in order, unpacking each starred one when its turn comes.

    Rule: evaluation/star-in-display (PEP 448)
    """
    if not has_star(nodes):
        return lambda frame: [closure(frame) for closure in closures]
    items = [(isinstance(node, ast.Starred), closure) for node, closure in zip(nodes, closures, strict=True)]

    def collect(frame: Frame) -> list[Any]:
        values: list[Any] = []
        for star, closure in items:
            if star:
                values = [*values, *closure(frame)]
            else:
                values.append(closure(frame))
        return values

    return collect


@meaning(ast.Tuple, lambda node: node.elts)
def tuple_display(ctx: Context, node: ast.Tuple, closures: list[Expr]) -> Expr:
    if node.elts and all([isinstance(item, ast.Constant) for item in node.elts]):
        value = tuple([item.value for item in node.elts])  # type: ignore[attr-defined]
        return lambda frame: value
    if not has_star(node.elts):
        if len(closures) == 1:
            (a,) = closures
            return lambda frame: (a(frame),)
        if len(closures) == 2:
            a, b = closures
            return lambda frame: (a(frame), b(frame))
        if len(closures) == 3:
            a, b, c = closures
            return lambda frame: (a(frame), b(frame), c(frame))
    items, make = gather(node.elts, closures), tuple
    return ctx.place(lambda frame: make(items(frame)), node)


@meaning(ast.List, lambda node: node.elts)
def list_display(ctx: Context, node: ast.List, closures: list[Expr]) -> Expr:
    return ctx.place(gather(node.elts, closures), node)


@meaning(ast.Set, lambda node: node.elts)
def set_display(ctx: Context, node: ast.Set, closures: list[Expr]) -> Expr:
    if has_star(node.elts):
        return ctx.place(_starred_set(node.elts, closures), node)
    items, make = gather(node.elts, closures), set
    return ctx.place(lambda frame: make(items(frame)), node)


def _starred_set(nodes: list[ast.expr], closures: list[Expr]) -> Expr:
    items = [(isinstance(node, ast.Starred), closure) for node, closure in zip(nodes, closures, strict=True)]
    make = set

    def collect(frame: Frame) -> set[Any]:
        values: set[Any] = make()
        for star, closure in items:
            if star:
                values.update(closure(frame))
            else:
                values.add(closure(frame))
        return values

    return collect


def _dict_operands(node: ast.Dict) -> list[ast.expr]:
    operands = []
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None:
            operands.append(key)
        operands.append(value)
    return operands


@meaning(ast.Dict, _dict_operands)
def dict_display(ctx: Context, node: ast.Dict, closures: list[Expr]) -> Expr:
    """Rule: evaluation/dict-display"""
    if not closures:
        return lambda frame: {}
    given = iter(closures)
    chunks: list[tuple[bool, list[Expr]]] = []
    for key in node.keys:
        if key is None:
            chunks.append((True, [next(given)]))
            continue
        if not chunks or chunks[-1][0] or len(chunks[-1][1]) > 2 * _CHUNK:
            chunks.append((False, []))
        chunks[-1][1].extend([next(given), next(given)])
    return ctx.place(_build_dict(chunks), node)


def _build_dict(chunks: list[tuple[bool, list[Expr]]]) -> Expr:
    make, pairs = dict, zip

    def build(frame: Frame) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for unpack, closures in chunks:
            if unpack:
                result = {**result, **closures[0](frame)}
            else:
                flat = [closure(frame) for closure in closures]
                result.update(make(pairs(flat[::2], flat[1::2], strict=True)))
        return result

    def build_plain(frame: Frame) -> dict[Any, Any]:
        flat = [closure(frame) for closure in only]
        return make(pairs(flat[::2], flat[1::2], strict=True))

    if len(chunks) == 1 and not chunks[0][0]:
        only = chunks[0][1]
        return build_plain
    return build
