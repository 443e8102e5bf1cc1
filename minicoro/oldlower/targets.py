"""Targets: what stands on the left of ``=``, after ``for``, ``as`` and ``del``."""

from __future__ import annotations

from minicoro.oldlower import names, places
from minicoro.oldlower.expressions import lower
from minicoro.oldsyntax import nodes as ast
from minicoro.remembering import remembered
from minicoro.runtime.errors import InternalError
from minicoro.runtime.kind import Kind
from minicoro.runtime.positions import SILENT
from minicoro.runtime.type_names import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr, Store
    from minicoro.runtime.unit import Frame

Target = ast.Name | ast.Attribute | ast.Subscript | ast.Tuple | ast.List | ast.Starred


def operands(target: ast.expr) -> list[ast.expr]:
    """What is evaluated of a target before it is stored to."""
    if isinstance(target, ast.Attribute):
        return [target.value]
    if isinstance(target, ast.Subscript):
        return [target.value, target.slice]
    return []


def store(ctx: Context, target: ast.expr) -> Store:
    """A closure that binds a value to a target in which nothing suspends."""
    if isinstance(target, ast.Starred):
        return store(ctx, target.value)
    if isinstance(target, ast.Tuple | ast.List):
        return unpack(ctx, target, [store(ctx, item) for item in target.elts])
    return build_store(ctx, target, [lower(ctx, operand) for operand in operands(target)])


def build_store(ctx: Context, target: ast.expr, closures: list[Expr]) -> Store:
    """The store to a name, attribute or subscript, given the closures of its operands."""
    if isinstance(target, ast.Name):
        return names.store(ctx, target.id)
    if isinstance(target, ast.Attribute):
        return ctx.place_at(
            _store_attribute(*closures), places.attribute(target), ctx.scope.mangle(target.attr), SILENT
        )
    if isinstance(target, ast.Subscript):
        return ctx.place(_store_item(*closures), target)
    raise InternalError(f"no target {type(target).__name__}")


def _store_attribute(value: Expr) -> Store:
    def store_attribute(frame: Frame, new: Any) -> None:
        value(frame).ATTRIBUTE = new

    return store_attribute


def _store_item(value: Expr, index: Expr) -> Store:
    def store_item(frame: Frame, new: Any) -> None:
        value(frame)[index(frame)] = new

    return store_item


def unpack(ctx: Context, target: ast.Tuple | ast.List, stores: list[Store]) -> Store:
    """Rule: evaluation/unpacking: the value is unpacked whole, then stored from left to right."""
    split = unpacker(target)

    def store_all(frame: Frame, value: Any) -> None:
        for bind, item in pairs(stores, split(value)):
            bind(frame, item)

    pairs = zip
    return ctx.place(store_all, target)


def unpacker(target: ast.Tuple | ast.List) -> Callable[[Any], tuple[Any, ...]]:
    """A function that unpacks a value as the target asks, with the host's own checks and words."""
    starred = [isinstance(item, ast.Starred) for item in target.elts]
    return unpacker_of(len(starred), starred.index(True) if True in starred else -1)


@remembered(at_most=256)
def unpacker_of(count: int, star: int) -> Callable[[Any], tuple[Any, ...]]:
    """As `unpacker`, for so many items, of which the one at ``star`` (-1: none) takes the rest."""
    items = [f"{'*' if index == star else ''}v{index}" for index in range(count)]
    values = [f"v{index}" for index in range(count)]
    text = f"def split(value):\n [{', '.join(items)}] = value\n return ({', '.join(values)}{',' if values else ''})"
    namespace: dict[str, Any] = {}
    exec(compile(text, __file__, "exec", dont_inherit=True), namespace)
    split: Callable[[Any], tuple[Any, ...]] = namespace["split"]
    return split


def delete(ctx: Context, target: ast.expr) -> Callable[[Frame], None]:
    """A closure that deletes a target in which nothing suspends."""
    if isinstance(target, ast.Tuple | ast.List):
        parts = [delete(ctx, item) for item in target.elts]

        def delete_all(frame: Frame) -> None:
            for part in parts:
                part(frame)

        return delete_all
    return build_delete(ctx, target, [lower(ctx, operand) for operand in operands(target)])


def build_delete(ctx: Context, target: ast.expr, closures: list[Expr]) -> Callable[[Frame], None]:
    """The deletion of a name, attribute or subscript, given the closures of its operands."""
    if isinstance(target, ast.Name):
        return names.delete(ctx, target, target.id)
    if isinstance(target, ast.Attribute):
        return ctx.place_at(
            _delete_attribute(*closures), places.attribute(target), ctx.scope.mangle(target.attr), SILENT
        )
    return ctx.place(_delete_item(*closures), target)


def _delete_attribute(value: Expr) -> Callable[[Frame], None]:
    def delete_attribute(frame: Frame) -> None:
        del value(frame).ATTRIBUTE

    return delete_attribute


def _delete_item(value: Expr, index: Expr) -> Callable[[Frame], None]:
    """The host has other words for classes written in Python, which ours of suspended objects are."""
    kind, ours, name, refusal = type, Kind, type_name, TypeError

    def delete_item(frame: Frame) -> None:
        owner, key = value(frame), index(frame)
        if kind(kind(owner)) is ours:
            raise refusal(f"'{name(owner)}' object does not support item deletion")
        del owner[key]

    return delete_item
