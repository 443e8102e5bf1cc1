"""Where every name of a program lives: CPython's symbol table, from an ``ast`` tree.

module = analyse(ast.parse(text))
function = module.child(module.node.body[0])
function.resolve("x")        # Where.LOCAL, CELL, FREE, GLOBAL, GLOBAL_IMPLICIT, or NAME
"""

from __future__ import annotations

import sys

from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.pause import Pause
from minicoro.oldsyntax.scope_free import resolve_names
from minicoro.oldsyntax.scope_model import Scope, ScopeKind, Uses, Where, mangle
from minicoro.oldsyntax.scope_order import VariableOrder
from minicoro.oldsyntax.scope_symbols import collect, has_future_annotations

__all__ = ["Scope", "ScopeKind", "Uses", "Where", "analyse", "mangle"]

Tree = ast.Module | ast.Expression | ast.Interactive

HAS_LOCALS = frozenset({ScopeKind.FUNCTION, ScopeKind.LAMBDA, ScopeKind.TYPE_ALIAS})
DECLARABLE = frozenset({ScopeKind.FUNCTION, ScopeKind.CLASS, ScopeKind.TYPE_ALIAS})
TRACELESS = frozenset({ScopeKind.TYPE_PARAMETERS, ScopeKind.TYPE_VARIABLE})


def analyse(tree: Tree, filename: str = "<string>", source: str | None = None, *, flags: int = 0) -> Scope:
    """The module scope of ``tree``, with all scopes inside it and every name resolved as CPython does.

    Refuses nothing: a program that CPython's compiler rejects gets some answer, and ``rules.check`` is what
    rejects it.  ``flags`` are those of ``compile``.
    """
    with Pause():
        module = collect(tree, flags)
        resolve_names(module)
        order = VariableOrder(module, text_annotations=has_future_annotations(tree, flags))
        settle_parameters(module)
        order.run()
        settle(module, order)
    return module


def settle_parameters(scope: Scope) -> None:
    scope.parameters = tuple(scope.arguments)
    for child in scope.inner:
        settle_parameters(child)


def settle(scope: Scope, order: VariableOrder) -> None:
    """Fill in what a code object says of a scope, once all names are resolved and met."""
    scope.qualname = qualified_name(scope)
    scope.docstring = docstring(scope.node)
    scope.varnames = tuple(order.of(scope)) if not scope.inlined else ()
    scope.cellvars = cell_variables(scope)
    scope.freevars = free_variables(scope)
    for child in scope.inner:
        settle(child, order)


def cell_variables(scope: Scope) -> tuple[str, ...]:
    """Those that are variables first, in the variables' order; then the others by name; then the class's own."""
    found = scope.found
    cells = {name for name, uses in scope.uses.items() if found[name] is Where.CELL or uses & Uses.INLINED_CELL}
    first = [name for name in scope.varnames if name in cells]
    others = sorted(cells.difference(first))
    if scope.needs_class_cell:
        others.append("__class__")
    if scope.needs_classdict:
        others.append("__classdict__")
    return (*first, *others)


def free_variables(scope: Scope) -> tuple[str, ...]:
    found = scope.found
    return tuple(
        sorted([name for name, uses in scope.uses.items() if found[name] is Where.FREE or uses & Uses.CLASS_FREE])
    )


def qualified_name(scope: Scope) -> str:
    """``co_qualname``: the names on the way from the module, with ``<locals>`` after each function."""
    parent = scope.parent
    if parent is None:
        return scope.name
    parent = parent.frame_scope
    if parent.kind in TRACELESS:
        # Type parameters and their bounds leave no trace in the names of what stands inside them.
        assert parent.parent is not None
        parent = parent.parent.frame_scope
    if parent.kind is ScopeKind.MODULE:
        return scope.name
    if scope.kind in DECLARABLE and parent.found.get(parent.mangle(scope.name)) is Where.GLOBAL:
        return scope.name
    locals_part = ".<locals>" if parent.kind in HAS_LOCALS else ""
    return f"{parent.qualname}{locals_part}.{scope.name}"


def docstring(node: ast.AST) -> str | None:
    """The docstring as the running CPython stores it: from 3.13 without the indentation of its lines."""
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or not node.body:
        return None
    first = node.body[0]
    if (
        not isinstance(first, ast.Expr)
        or not isinstance(first.value, ast.Constant)
        or not isinstance(first.value.value, str)
    ):
        return None
    text = first.value.value
    return strip_indentation(text) if sys.version_info >= (3, 13) else text


def strip_indentation(text: str) -> str:
    """Take the common indentation out of all lines but the first; blank lines at the end stay."""
    lines = text.expandtabs().split("\n")
    indents = [len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip(" ")]
    margin = min(indents, default=0)
    return "\n".join(
        [lines[0].lstrip(" "), *[line[margin:] if line[:margin].strip(" ") == "" else line for line in lines[1:]]]
    )
