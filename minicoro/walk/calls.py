"""Calls: Language Reference, "Calls"."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from typing import Any

from minicoro.core.operations import merge
from minicoro.lower.forms import place_of_call

from .activation import EVALUATE, Activation, evaluate
from .expressions import items
from .stubs import calling

LOOKS: dict[Any, Callable[[Activation, Any, list[Any], dict[str, Any] | None], Any]] = {}
"""Functions of the host that look at their caller's frame; here they are called with the activation."""


def call(a: Activation, node: ast.Call) -> Any:
    """``function(x, *y, key=z, **more)``: the function, then the arguments in the order of the text."""
    function = evaluate(a, node.func)
    alone = node.args[0] if len(node.args) == 1 else None
    is_star = isinstance(alone, ast.Starred)
    positional: Any = evaluate(a, alone.value) if is_star else items(a, node.args, node)  # type: ignore[union-attr]
    named = keywords(a, node, function) if node.keywords else None
    a.node = place_of_call(node)
    kind = type(function)  # values of the program must not be compared or hashed here
    if not is_star and (kind is type or kind is type(len) or kind is type(builtins.locals)):
        looks = LOOKS.get(function)
        if looks is not None:
            return looks(a, function, positional, named)
    given = [named, positional, function]  # the call itself unpacks a single star (``CALL_FUNCTION_EX``)
    del positional, named, function
    return calling(a, given)


def keywords(a: Activation, node: ast.Call | ast.ClassDef, function: Any) -> dict[str, Any]:
    """The keyword arguments for ``function``; adjacent named ones are all evaluated first (``codegen_call_helper``)."""
    result: dict[str, Any] = {}
    row: dict[str, Any] = {}
    for keyword in node.keywords:
        if keyword.arg is not None:
            row[keyword.arg] = evaluate(a, keyword.value)
            continue
        a.node = node
        merge(result, row, function)
        row = {}
        value = evaluate(a, keyword.value)
        a.node = node
        merge(result, value, function)
        del value
    if result:
        a.node = node
        merge(result, row, function)
    return result or row


def super_(a: Activation, function: Any, positional: list[Any], named: dict[str, Any] | None) -> Any:
    """``super()`` without arguments: uses ``__class__`` and the first argument.  (PEP 3135)"""
    if positional or named:
        return super(*positional, **(named or {}))
    at = a.definer()
    first = at.template.first
    if at.scope.kind != "function" or first is None:
        raise RuntimeError("super(): no arguments")
    if "__class__" not in at.cells:
        raise RuntimeError("super(): __class__ cell not found")
    found = at.own()
    if "__class__" not in found:
        raise RuntimeError("super(): empty __class__ cell")
    if first not in found:
        raise RuntimeError("super(): arg[0] deleted")
    return super(found["__class__"], found[first])


def locals_(a: Activation, function: Any, positional: list[Any], named: dict[str, Any] | None) -> Any:
    """``locals()``, ``vars()``, ``dir()``"""
    if positional or named:
        return function(*positional, **(named or {}))
    return sorted(a.locals().keys()) if function == dir else a.locals()


def run(a: Activation, function: Any, positional: list[Any], named: dict[str, Any] | None) -> Any:
    """``exec`` and ``eval``: the default namespaces are those of the caller."""
    source, *spaces = positional or [None]
    given = dict(zip(("globals", "locals"), spaces, strict=False)) | (named or {})
    if positional and given.get("globals") is None and set(given) <= {"globals", "locals"}:
        local = given.get("locals")
        positional, named = [source, a.globals, a.locals() if local is None else local], None
    return calling(a, [named, positional, function])


EVALUATE |= {ast.Call: call}
LOOKS |= {super: super_, locals: locals_, vars: locals_, dir: locals_, exec: run, eval: run}
