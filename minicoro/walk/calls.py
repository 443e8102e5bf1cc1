"""Calls: Language Reference, "Calls"."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from typing import Any

from minicoro.core.operations import merge

from .activation import EVALUATE, Activation, evaluate
from .expressions import items
from .stubs import calling, program_frame

LOOKS: dict[Any, Callable[[Activation, Any, list[Any], dict[str, Any]], Any]] = {}
"""Functions of the host that look at the frame of their caller; they are given the activation."""


def call(a: Activation, node: ast.Call) -> Any:
    """``function(x, *y, key=z, **more)``: the function, then the arguments in the order of their text."""
    function = evaluate(a, node.func)
    positional = items(a, node.args, lambda: f"{called(function)} argument")
    named = keywords(a, node, function)
    a.node = node
    try:
        looks = LOOKS.get(function)
    except TypeError:  # its class has no hash
        looks = None
    if looks is not None:
        return looks(a, function, positional, named)
    given = [named, positional]
    del positional, named
    return calling(a, function, given)


def keywords(a: Activation, node: ast.Call | ast.ClassDef, function: Any) -> dict[str, Any]:
    """The keyword arguments of a call, or of a class statement, for ``function``.

    Named ones in a row are evaluated before any of them is merged, as ``codegen_call_helper`` has it.
    """
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
    if not result:
        return row
    a.node = node
    merge(result, row, function)
    return result


def called(function: Any) -> str:
    """A callee as messages name it (``_PyObject_FunctionStr``)."""
    name = getattr(function, "__qualname__", None)
    if name is None:
        return str(function)
    module = getattr(function, "__module__", None)
    return f"{name}()" if module in (None, "builtins") else f"{module}.{name}()"


# Functions that look at their caller


def super_(a: Activation, function: Any, positional: list[Any], named: dict[str, Any]) -> Any:
    """``super()`` without arguments: the class that ``__class__`` is, and the first argument.  (PEP 3135)"""
    if positional or named:
        return super(*positional, **named)
    at = a.definer()
    first = at.template.first
    if at.scope.kind != "function" or first is None:
        raise RuntimeError("super(): no arguments")
    if "__class__" not in at.cells:
        raise RuntimeError("super(): __class__ cell not found")
    cells = {name: list(filled(cell)) for name, cell in at.cells.items() if name in ("__class__", first)}
    if not cells["__class__"]:
        raise RuntimeError("super(): empty __class__ cell")
    value = cells.get(first) or [at.variables[first]] if first in at.variables or cells.get(first) else []
    if not value:
        raise RuntimeError("super(): arg[0] deleted")
    return super(*cells["__class__"], *value)


def filled(cell: Any) -> list[Any]:
    """What is in a cell: one value or none."""
    try:
        return [cell.cell_contents]
    except ValueError:
        return []


def locals_(a: Activation, function: Any, positional: list[Any], named: dict[str, Any]) -> Any:
    """``locals()``"""
    return function(*positional, **named) if positional or named else a.locals()


def vars_(a: Activation, function: Any, positional: list[Any], named: dict[str, Any]) -> Any:
    """``vars()``"""
    return function(*positional, **named) if positional or named else a.locals()


def dir_(a: Activation, function: Any, positional: list[Any], named: dict[str, Any]) -> Any:
    """``dir()``"""
    return function(*positional, **named) if positional or named else sorted(a.locals())


def frame(a: Activation, function: Any, positional: list[Any], named: dict[str, Any]) -> Any:
    """``sys._getframe(depth)``: the frames of the program."""
    depth = positional[0] if positional else 0
    found = program_frame(depth)
    return sys._getframe(sys.getrecursionlimit()) if found is None else found


def run(a: Activation, function: Any, positional: list[Any], named: dict[str, Any]) -> Any:
    """``exec`` and ``eval``: without namespaces they use those of the caller."""
    source, *spaces = positional or [None]
    given = dict(zip(("globals", "locals"), spaces, strict=False)) | named
    if positional and given.get("globals") is None and set(given) <= {"globals", "locals"}:
        local = given.get("locals")
        positional, named = [source, a.globals, a.locals() if local is None else local], {}
    return calling(a, function, [named, positional])


EVALUATE |= {ast.Call: call}
LOOKS |= {super: super_, locals: locals_, vars: vars_, dir: dir_, sys._getframe: frame, exec: run, eval: run}
