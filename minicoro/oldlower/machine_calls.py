"""Calls, class definitions and displays that are put together bit by bit, around a suspension.

What CPython merges or builds before it evaluates the next operand (a mapping after ``**``, a starred item of a set,
the keys in front of it) must have been merged before a suspension in that operand: its errors and its calls of
``keys``, ``__hash__`` and the like come first.  Rule: evaluation/star-in-display
"""

from __future__ import annotations

from minicoro.oldlower import calls, classes, displays, expressions
from minicoro.oldlower.builder import keep, peek, take
from minicoro.oldlower.machine_expressions import SPECIAL, operands, value
from minicoro.oldsyntax import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.builder import Builder
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.unit import Frame


def display(b: Builder, node: ast.Dict | ast.Set) -> Expr:
    """A dictionary or set that suspends."""
    if isinstance(node, ast.Dict):
        chunks, make, extender = displays.dict_chunks(node), dict, displays.extend_dict
    else:
        chunks, make, extender = displays.set_chunks(node), set, displays.extend_set  # type: ignore[assignment]
    if len(chunks) < 2:
        return expressions.build(b.ctx, node, operands(b, expressions.operands(node)))
    result = b.temporary()
    b.step(keep(result, lambda frame: make()), node, f"{make.__name__}()")
    for unpack, nodes in chunks:
        extend = b.ctx.place(extender(unpack, operands(b, nodes)), node)
        b.step(_extend(result, extend), node, f"more in {result}")
    b.evaluated(result, node)
    return take(result)


def _extend(result: str, extend: displays.Extend) -> Callable[[Frame], object]:
    def extend_result(frame: Frame) -> None:
        frame[result] = extend(frame, frame[result])

    return extend_result


def call(b: Builder, node: ast.Call) -> Expr:
    if not _is_staged(node.args, node.keywords, calls.is_single_star(node.args)):
        return expressions.build(b.ctx, node, operands(b, expressions.operands(node)))
    callee = b.spill(value(b, node.func), node.func)
    single = calls.is_single_star(node.args)
    return calls.apply(b.ctx, node, take(callee), _arguments(b, node, node.args, peek(callee), single))


def class_definition(b: Builder, node: ast.ClassDef) -> None:
    if getattr(node, "type_params", None) or not _is_staged(node.bases, node.keywords, False):
        closures = operands(b, classes.operands(node))
        b.step(classes.class_definition(b.ctx, node, closures), node)
        return
    decorators: list[Expr] = [take(b.spill(value(b, item), item)) for item in node.decorator_list]
    builtins, find = b.ctx.builtins, classes.build_class_of
    evaluate = _arguments(b, node, node.bases, lambda frame: find(builtins), False)
    b.step(classes.define(b.ctx, node, decorators, evaluate), node)


def _is_staged(nodes: list[ast.expr], keywords: list[ast.keyword], single: bool) -> bool:
    """Whether there is something to merge before all is evaluated, or to unpack only after it is."""
    return any([keyword.arg is None for keyword in keywords]) or (single and bool(keywords))


def _arguments(
    b: Builder, node: ast.Call | ast.ClassDef, nodes: list[ast.expr], callee: Expr, single: bool
) -> calls.Arguments:
    """Evaluate the arguments now; what fetches them for the call."""
    if single and isinstance(nodes[0], ast.Starred):
        positional = b.spill(value(b, nodes[0].value), nodes[0].value)
    else:
        positional = b.temporary()
        gather = b.ctx.place(displays.gather(nodes, operands(b, nodes)), node)
        b.step(keep(positional, gather), node, "arguments")
    named = b.temporary()
    b.step(keep(named, lambda frame: {}), node, "{}")
    for group in calls.keyword_groups(node.keywords):
        merge = b.ctx.place(calls.merger(group, operands(b, [keyword.value for keyword in group[1]])), node)
        b.step(_merge(named, merge, callee), node, f"more in {named}")

    def fetch(frame: Frame, function: Any) -> tuple[Any, dict[str, Any]]:
        return frame.pop(positional), frame.pop(named)

    return fetch


def _merge(named: str, merge: calls.Merge, callee: Expr) -> Callable[[Frame], object]:
    return lambda frame: merge(frame, frame[named], callee(frame))


SPECIAL[ast.Call] = call
SPECIAL[ast.Dict] = SPECIAL[ast.Set] = display
