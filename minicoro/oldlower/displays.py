"""Displays: tuples, lists, sets and dictionaries written out."""

from __future__ import annotations

from minicoro.oldlower.entries import constant_of, is_constant
from minicoro.oldlower.expressions import meaning
from minicoro.oldsyntax import nodes as ast

_MOST_VALUES = 30
"""When more values than this wait, CPython builds what it has, which hashes them, before it evaluates the next."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.unit import Frame

    Chunk = tuple[bool, list[ast.expr]]
    """What of a display is evaluated before it is built: whether it is unpacked, and the operands."""

    Extend = Callable[[Frame, Any], Any]
    """Evaluates a chunk and gives the collection with it."""


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


_SHORT: dict[int, Any] = {
    1: lambda a: lambda frame: (a(frame),),
    2: lambda a, b: lambda frame: (a(frame), b(frame)),
    3: lambda a, b, c: lambda frame: (a(frame), b(frame), c(frame)),
}


@meaning(ast.Tuple, lambda node: node.elts)
def tuple_display(ctx: Context, node: ast.Tuple, closures: list[Expr]) -> Expr:
    if node.elts and is_constant(node):
        value = ctx.program.merged(constant_of(node))
        return ctx.place(lambda frame: value, node)
    if not has_star(node.elts) and len(closures) in _SHORT and node.lineno == node.end_lineno:
        short: Expr = _SHORT[len(closures)](*closures)  # nothing fails here, and nobody sees the line
        return short
    items, make = gather(node.elts, closures), tuple
    return ctx.place(lambda frame: make(items(frame)), node)


@meaning(ast.List, lambda node: node.elts)
def list_display(ctx: Context, node: ast.List, closures: list[Expr]) -> Expr:
    if len(node.elts) > 2 and all([is_constant(item) for item in node.elts]):
        values = ctx.program.merged(tuple([constant_of(item) for item in node.elts]))
        return ctx.place(lambda frame: [*values], node)
    return ctx.place(gather(node.elts, closures), node)


@meaning(ast.Set, lambda node: node.elts)
def set_display(ctx: Context, node: ast.Set, closures: list[Expr]) -> Expr:
    chunks = set_chunks(node)
    if len(chunks) > 1 or has_star(node.elts):
        return ctx.place(_build(set, chunks, closures, extend_set), node)
    items, make = gather(node.elts, closures), set
    return ctx.place(lambda frame: make(items(frame)), node)


def set_chunks(node: ast.Set) -> list[Chunk]:
    """Up to the first starred item together, then one by one; a long display one by one from the start."""
    stars = [index for index, item in enumerate(node.elts) if isinstance(item, ast.Starred)]
    together = stars[0] if stars else len(node.elts)
    if len(node.elts) > _MOST_VALUES:
        together = 0
    chunks: list[Chunk] = [(False, node.elts[:together])] if together else []
    return [*chunks, *[(isinstance(item, ast.Starred), [item]) for item in node.elts[together:]]]


def extend_set(unpack: bool, closures: list[Expr]) -> Extend:
    only = closures[0]

    def extend(frame: Frame, result: set[Any]) -> set[Any]:
        result.update(only(frame) if unpack else [closure(frame) for closure in closures])
        return result

    return extend


def _build(make: Callable[[], Any], chunks: list[Chunk], closures: list[Expr], extender: Any) -> Expr:
    given = iter(closures)
    extends = [extender(unpack, [next(given) for _ in nodes]) for unpack, nodes in chunks]

    def build(frame: Frame) -> Any:
        result = make()
        for extend in extends:
            result = extend(frame, result)
        return result

    return build


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
    chunks = dict_chunks(node)
    if len(chunks) > 1 or chunks[0][0]:
        return ctx.place(_build(dict, chunks, closures, extend_dict), node)
    make, pairs = dict, zip

    def build_plain(frame: Frame) -> dict[Any, Any]:
        flat = [closure(frame) for closure in closures]
        return make(pairs(flat[::2], flat[1::2], strict=True))

    return ctx.place(build_plain, node)


def dict_chunks(node: ast.Dict) -> list[Chunk]:
    """Each mapping that is unpacked by itself; the pairs between them together, or one by one if they are many."""
    groups: list[Chunk] = []
    full = True
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            groups.append((True, [value]))
            full = True
            continue
        if full:
            groups.append((False, []))
        pairs = groups[-1][1]
        full = len(pairs) > _MOST_VALUES
        pairs.extend([key, value])
    chunks: list[Chunk] = []
    for unpack, nodes in groups:
        size = len(nodes) if len(nodes) <= _MOST_VALUES else 2
        chunks += [(unpack, nodes[at : at + size]) for at in range(0, len(nodes), size)]
    return chunks


def extend_dict(unpack: bool, closures: list[Expr]) -> Extend:
    only, make, pairs = closures[0], dict, zip

    def unpack_mapping(frame: Frame, result: dict[Any, Any]) -> dict[Any, Any]:
        return {**result, **only(frame)}

    def add_pairs(frame: Frame, result: dict[Any, Any]) -> dict[Any, Any]:
        flat = [closure(frame) for closure in closures]
        result.update(make(pairs(flat[::2], flat[1::2], strict=True)))
        return result

    return unpack_mapping if unpack else add_pairs
