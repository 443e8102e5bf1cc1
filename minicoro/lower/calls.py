"""Calls.

Rule: evaluation/call-order (Language Reference, "Calls"): the callee, the positional arguments from left to right
(a starred one is unpacked when its turn comes), then the keyword arguments.
"""

import ast
from collections.abc import Callable
from typing import Any

from minicoro.lower import places
from minicoro.lower.context import Context
from minicoro.lower.displays import gather, has_star
from minicoro.lower.expressions import meaning
from minicoro.lower.names import Expr
from minicoro.lower.shapes import spelled
from minicoro.runtime.callers import CALLER_SENSITIVE, Activation
from minicoro.runtime.positions import SILENT
from minicoro.runtime.unit import Frame


def _operands(node: ast.Call) -> list[ast.expr]:
    return [node.func, *node.args, *[keyword.value for keyword in node.keywords]]


@meaning(ast.Call, _operands)
def call(ctx: Context, node: ast.Call, closures: list[Expr]) -> Expr:
    name = spelled(node.func)
    if name in CALLER_SENSITIVE:
        return _caller_sensitive(ctx, node, closures, name)
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

Arguments = Callable[[Frame, Any], tuple[Any, dict[str, Any]]]


def arguments(node: ast.Call | ast.ClassDef, nodes: list[ast.expr], closures: list[Expr]) -> Arguments:
    """A closure that evaluates the arguments for a callee, which errors name: positional ones, and keywords."""
    positional = closures[: len(nodes)]
    named = list(zip([k.arg for k in node.keywords], closures[len(nodes) :], strict=True))
    if len(nodes) == 1 and isinstance(nodes[0], ast.Starred):
        single: Expr | None = positional[0]
    else:
        single = None
    items = gather(nodes, positional)
    keywords = _keywords(named)

    def evaluate(frame: Frame, callee: Any) -> tuple[Any, dict[str, Any]]:
        args = items(frame) if single is None else single(frame)
        return args, keywords(frame, callee)

    return evaluate


def _keywords(named: list[tuple[str | None, Expr]]) -> Callable[[Frame, Any], dict[str, Any]]:
    if all([name is not None for name, _ in named]):
        return lambda frame, callee: {name: closure(frame) for name, closure in named}  # type: ignore[misc]

    def collect(frame: Frame, callee: Any) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for name, closure in named:
            value = closure(frame)
            if name is None:
                _merge(result, value, callee)
            elif name in result:
                raise TypeError(f"{callee_text(callee)} got multiple values for keyword argument '{name}'")
            else:
                result[name] = value
        return result

    return collect


def _merge(result: dict[str, Any], mapping: Any, callee: Any) -> None:
    """Rule: evaluation/double-star: any object with ``keys()``; no name twice."""
    try:
        keys = mapping if type(mapping) is dict else mapping.keys()
    except AttributeError:
        kind = type(mapping).__name__
        raise TypeError(f"{callee_text(callee)} argument after ** must be a mapping, not {kind}") from None
    for key in keys:
        if key in result:
            raise TypeError(f"{callee_text(callee)} got multiple values for keyword argument '{key}'")
        result[key] = mapping[key]


def callee_text(callee: Any) -> str:
    """How CPython names a callee in errors about its arguments."""
    name = getattr(callee, "__qualname__", None)
    if not isinstance(name, str):
        return str(callee)
    module = getattr(callee, "__module__", None)
    return f"{module}.{name}()" if isinstance(module, str) and module != "builtins" else f"{name}()"


def _general(node: ast.Call, closures: list[Expr]) -> Expr:
    callee = closures[0]
    evaluate = arguments(node, node.args, closures[1:])
    if not node.keywords:
        nothing: dict[str, Any] = {}
        if not has_star(node.args):
            items = gather(node.args, closures[1:])
            return lambda frame: callee(frame)(*items(frame))

        def call_star(frame: Frame) -> Any:
            function = callee(frame)
            args, _ = evaluate(frame, function)
            return function(*args, **nothing)

        return call_star

    def call_general(frame: Frame) -> Any:
        function = callee(frame)
        args, keywords = evaluate(frame, function)
        return function(*args, **keywords)

    return call_general


def _unpacked(builtin: Any, args: Any) -> Any:
    """The arguments that a single ``*args`` gives; if it cannot be unpacked, in the words of a call of ``builtin``."""
    return args if isinstance(args, list | tuple) or hasattr(type(args), "__iter__") else builtin(*args)


def _caller_sensitive(ctx: Context, node: ast.Call, closures: list[Expr], name: str) -> Expr:
    """A call that may be of a builtin that looks at its caller: if it is, ours acts for the program."""
    callee = closures[0]
    evaluate = arguments(node, node.args, closures[1:])
    builtin, stand_in = CALLER_SENSITIVE[name]
    unit, activation, unpack = ctx.unit, Activation, _unpacked

    def call_sensitive(frame: Frame) -> Any:
        function = callee(frame)
        args, keywords = evaluate(frame, function)
        if function is builtin:
            return stand_in(activation(unit, frame), *unpack(function, args), **keywords)
        return function(*args, **keywords)

    return ctx.place_at(call_sensitive, places.call(node, ctx.program.imported), None, SILENT)
