"""A suspending function as a machine."""

from __future__ import annotations

import ast

from ..core.machine import Kind, Machine
from . import handlers, loops  # noqa: F401  they add what they cut to the tables of `statements` and `expressions`
from .builder import Builder, placed
from .names import FUNCTIONS, Definition, Function, Scope
from .statements import block
from .suspension import Suspension, parts_in_frame


def kind_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Kind | None:
    """What calling the function gives; None: it runs at once.  Rule: call/suspendable, call/is-async-generator (PEP 255, 492, 525)"""
    if any([_yields(part) for part in node.body]):
        return Kind.ASYNC_GENERATOR if isinstance(node, ast.AsyncFunctionDef) else Kind.GENERATOR
    if isinstance(node, ast.AsyncFunctionDef):
        return Kind.COROUTINE
    return Kind.GENERATOR if any([Suspension().suspends(part) for part in node.body]) else None


def _yields(node: ast.AST) -> bool:
    if isinstance(node, ast.Yield | ast.YieldFrom):
        return True
    if isinstance(node, (*FUNCTIONS, ast.ClassDef, Definition)):
        return any([_yields(part) for part in parts_in_frame(node)])
    return any([_yields(part) for part in ast.iter_child_nodes(node)])


def lowered(node: Function, scope: Scope, kind: Kind, body: list[ast.stmt]) -> Machine:
    """The machine of a function: its ``body``, in states."""
    b = Builder(kind, scope.name, scope, body[-1] if body else node)
    block(b, body)
    b.at = _last(body[-1]) if body else node
    b.leave("return", placed(ast.Constant(None), b.at))
    return b.machine()


def _last(node: ast.stmt) -> ast.stmt:
    """The statement that a function which ends without a ``return`` has run last."""
    while isinstance(node, ast.Try | ast.If | ast.With | ast.AsyncWith | ast.TryStar):
        node = (getattr(node, "finalbody", None) or getattr(node, "orelse", None) or node.body)[-1]
    return node
