"""Calls.

Rule: evaluation/call-order (Language Reference, "Calls"): the callee, the positional arguments from left to right
(a starred one is unpacked when its turn comes), then the keyword arguments.
"""

from __future__ import annotations

from minicoro.late import load
from minicoro.oldlower import places
from minicoro.oldlower.displays import gather, has_star
from minicoro.oldlower.expressions import meaning
from minicoro.oldlower.shapes import spelled
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime.caller_names import CALLER_SENSITIVE
from minicoro.runtime.merging import hands_over, merge_keywords
from minicoro.runtime.positions import SILENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr


def _operands(node: ast.Call) -> list[ast.expr]:
    return [node.func, *node.args, *[keyword.value for keyword in node.keywords]]


@meaning(ast.Call, _operands)
def call(ctx: Context, node: ast.Call, closures: list[Expr]) -> Expr:
    name = spelled(node.func)
    if name in CALLER_SENSITIVE:
        return _caller_sensitive(ctx, node, closures[0], arguments(node, node.args, closures[1:]), name)
    if not node.keywords and not has_star(node.args) and len(closures) <= 5:
        return ctx.place_at(_FIXED[len(closures) - 1](*closures), places.call(node, ctx.program.imported), None, SILENT)
    return ctx.place_at(_general(node, closures), places.call(node, ctx.program.imported), None, SILENT)


_FIXED: list[Callable[..., Expr]] = [
    lambda f: lambda frame: f(frame)(),
    lambda f, a: lambda frame: f(frame)(a(frame)),
    lambda f, a, b: lambda frame: f(frame)(a(frame), b(frame)),
    lambda f, a, b, c: lambda frame: f(frame)(a(frame), b(frame), c(frame)),
    lambda f, a, b, c, d: lambda frame: f(frame)(a(frame), b(frame), c(frame), d(frame)),
]

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.runtime.unit import Frame

    Arguments = Callable[[Frame, Any], tuple[Any, dict[str, Any]]]


def arguments(node: ast.Call | ast.ClassDef, nodes: list[ast.expr], closures: list[Expr]) -> Arguments:
    """A closure that evaluates the arguments for a callee, which errors name: positional ones, and keywords."""
    positional = closures[: len(nodes)]
    single = positional[0] if is_single_star(nodes) else None
    items = gather(nodes, positional)
    keywords = _keywords(node.keywords, closures[len(nodes) :])

    def evaluate(frame: Frame, callee: Any) -> tuple[Any, dict[str, Any]]:
        args = items(frame) if single is None else single(frame)
        return args, keywords(frame, callee)

    return evaluate


def is_single_star(nodes: list[ast.expr]) -> bool:
    """Whether the one starred argument is unpacked by the call itself, after the keywords have been evaluated."""
    return len(nodes) == 1 and isinstance(nodes[0], ast.Starred)


if TYPE_CHECKING:
    Group = tuple[bool, list[ast.keyword]]
    """Keyword arguments that are evaluated before they are merged: whether it is a mapping, and they."""

    Merge = Callable[[Frame, dict[str, Any], Any], None]


def keyword_groups(keywords: list[ast.keyword]) -> list[Group]:
    """Each mapping by itself, the named ones between them together."""
    groups: list[Group] = []
    for keyword in keywords:
        if keyword.arg is None or not groups or groups[-1][0]:
            groups.append((keyword.arg is None, []))
        groups[-1][1].append(keyword)
    return groups


def merger(group: Group, closures: list[Expr]) -> Merge:
    """A closure that evaluates a group and merges it into what there is, for a callee that errors name."""
    unpack, keywords = group
    if unpack:
        mapping, merge = closures[0], merge_keywords
        return lambda frame, result, callee: merge(result, mapping(frame), callee)
    named = list(zip([keyword.arg for keyword in keywords], closures, strict=True))

    def merge_named(frame: Frame, result: dict[Any, Any], callee: Any) -> None:
        new = {name: closure(frame) for name, closure in named}
        if result:
            merge(result, new, callee)
        else:
            result.update(new)

    merge = merge_keywords
    return merge_named


def _keywords(keywords: list[ast.keyword], closures: list[Expr]) -> Callable[[Frame, Any], dict[str, Any]]:
    groups = keyword_groups(keywords)
    if len(groups) < 2 and not (groups and groups[0][0]):
        named: list[Any] = list(zip([keyword.arg for keyword in keywords], closures, strict=True))
        return lambda frame, callee: {name: closure(frame) for name, closure in named}
    given = iter(closures)
    mergers = [merger(group, [next(given) for _ in group[1]]) for group in groups]

    def collect(frame: Frame, callee: Any) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for merge in mergers:
            merge(frame, result, callee)
        return result

    return collect


def _general(node: ast.Call, closures: list[Expr]) -> Expr:
    callee = closures[0]
    evaluate = arguments(node, node.args, closures[1:])
    if node.keywords:
        return _with_keywords(callee, evaluate)
    nothing: dict[str, Any] = {}
    if not has_star(node.args):
        items = gather(node.args, closures[1:])
        return lambda frame: callee(frame)(*items(frame))

    def call_star(frame: Frame) -> Any:
        function = callee(frame)
        args, _ = evaluate(frame, function)
        return function(*args, **nothing)

    return call_star


@hands_over
def _with_keywords(callee: Expr, evaluate: Arguments) -> Expr:
    def call_general(frame: Frame) -> Any:
        function = callee(frame)
        args, keywords = evaluate(frame, function)
        return function(*args, **keywords)

    return call_general


def apply(ctx: Context, node: ast.Call, callee: Expr, evaluate: Arguments) -> Expr:
    """A call whose arguments are evaluated in a way of their own."""
    name = spelled(node.func)
    if name in CALLER_SENSITIVE:
        return _caller_sensitive(ctx, node, callee, evaluate, name)
    return ctx.place_at(_with_keywords(callee, evaluate), places.call(node, ctx.program.imported))


def _unpacked(builtin: Any, args: Any) -> Any:
    """The arguments that a single ``*args`` gives; if it cannot be unpacked, in the words of a call of ``builtin``."""
    return args if isinstance(args, list | tuple) or hasattr(type(args), "__iter__") else builtin(*args)


@hands_over
def _caller_sensitive(ctx: Context, node: ast.Call, callee: Expr, evaluate: Arguments, name: str) -> Expr:
    """A call that may be of a builtin that looks at its caller: if it is, ours acts for the program."""
    callers = load("minicoro.runtime.callers")
    builtin, stand_in = callers.STAND_INS[name]
    unit, activation, unpack, alias = ctx.unit, callers.Activation, _unpacked, callers.as_value(builtin)

    def call_sensitive(frame: Frame) -> Any:
        function = callee(frame)
        args, keywords = evaluate(frame, function)
        if function is builtin or function is alias:
            return stand_in(activation(unit, frame), *unpack(function, args), **keywords)
        return function(*args, **keywords)

    return ctx.place_at(call_sensitive, places.call(node, ctx.program.imported), None, SILENT)
