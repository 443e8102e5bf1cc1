"""Lower a suspending function to a machine."""

from __future__ import annotations

import ast

from ..core.machine import Kind, Machine
from . import handlers, loops  # noqa: F401  imported because they extend the tables of `statements` and `expressions`
from .builder import Builder, nowhere
from .forms import own_parts, placed
from .names import Function, Scope
from .statements import block
from .suspension import SUSPENSIONS, Suspension

MAY_SUSPEND = frozenset([*SUSPENSIONS, ast.comprehension])


def kind_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Kind | None:
    """The kind of object that a call makes; None: it runs the body.  Rule: call/suspendable, call/is-async-generator (PEP 255, 492, 525)"""
    found = {type(part) for statement in node.body for part in own_parts(statement)}
    if ast.Yield in found or ast.YieldFrom in found:
        return Kind.ASYNC_GENERATOR if isinstance(node, ast.AsyncFunctionDef) else Kind.GENERATOR
    if isinstance(node, ast.AsyncFunctionDef):
        return Kind.COROUTINE
    return Kind.GENERATOR if found & MAY_SUSPEND and any([Suspension().suspends(part) for part in node.body]) else None


def executed(node: Function) -> list[ast.stmt]:
    """The statements of a function that run: not its docstring; if there is nothing else, a ``pass`` in its first line."""
    if isinstance(node, ast.Lambda):
        return [ast.copy_location(ast.Return(node.body), node.body)]
    body = node.body[ast.get_docstring(node, clean=False) is not None :]
    return body or [ast.copy_location(ast.Pass(), [*node.decorator_list, node][0])]


def lowered(node: Function, scope: Scope, kind: Kind, body: list[ast.stmt]) -> Machine:
    """The machine of a function with these statements."""
    b = Builder(kind, scope.name, scope, body[-1] if body else node)
    block(b, body)
    b.at = _last(body[-1]) if body else [*getattr(node, "decorator_list", ()), node][0]
    end = placed(ast.Constant(None), b.at)
    b.leave("return", nowhere(end) if body else end)  # with a docstring only, the first line has a line event
    return b.machine()


def _last(node: ast.stmt) -> ast.stmt:
    """The statement that runs last in a function that ends without a ``return``; its position is that of the end."""
    while isinstance(node, ast.Try | ast.If | ast.With | ast.AsyncWith | ast.TryStar):
        node = (getattr(node, "finalbody", None) or getattr(node, "orelse", None) or node.body)[-1]
    return node
