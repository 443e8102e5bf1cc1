"""``import``: Language Reference, "The import statement".

The host's own instruction looks names up in modules, in a line of code whose ``__import__`` returns the module.  So circular
imports and all errors are as in CPython.
"""

from __future__ import annotations

import ast
from typing import Any

from minicoro.core.operations import is_made_lazy

from .activation import EXECUTE, MISSING, Activation
from .stubs import calling


def imported(a: Activation, name: str, names: tuple[str, ...] | None, level: int) -> Any:
    """The result of ``__import__``.  (``import_name``)"""
    function = a.builtins.get("__import__", MISSING)
    if function is MISSING:
        raise ImportError("__import__ not found")
    space = a.locals() if a.scope.kind in ("module", "class") else None
    return calling(a, [None, [a.scope.mangle(name), a.globals, space, names, level], function])


def is_lazy(a: Activation, node: ast.Import | ast.ImportFrom) -> bool:
    """Execute a ``lazy`` import, if this is one: the host binds a lazy object.  Rule: import/lazy"""
    if not (getattr(node, "is_lazy", 0) or (node in a.template.body and is_made_lazy(node, a.scope.kind, a.globals))):
        return False
    exec(compile(ast.Module([node], []), a.template.unit.filename, "exec", dont_inherit=True), a.globals)
    return True


def import_(a: Activation, node: ast.Import) -> None:
    """``import a.b``, ``import a.b as c``"""
    if is_lazy(a, node):
        return
    for alias in node.names:
        a.node = node
        module = imported(a, alias.name, None, 0)
        first, *inner = alias.name.split(".")
        for part in inner if alias.asname else []:
            module = from_module(module, f"{part} as found")
        a.bind(alias.asname or first, module)


def import_from(a: Activation, node: ast.ImportFrom) -> None:
    """``from a import b as c``, ``from a import *``  Rule: import/from, import/star"""
    a.node = node
    if is_lazy(a, node):
        return
    names = tuple([a.scope.mangle(alias.name) for alias in node.names])
    module = imported(a, node.module or "", names, node.level or 0)
    for alias, name in zip(node.names, names, strict=True):
        if name == "*":
            from_module(module, "*", a.variables)
        else:
            a.bind(alias.asname or alias.name, from_module(module, f"{name} as found"))


def from_module(module: Any, what: str, into: Any = None) -> Any:
    """``from module import what`` with an imported module: bind names in ``into``, or return the value of ``x as found``."""
    names = {} if into is None else into
    space = {"__name__": __name__, "__builtins__": {"__import__": lambda *given: module}}  # for `stubs.strip`
    exec(f"from module import {what}", space, names)
    return None if into is not None else names["found"]


EXECUTE |= {ast.Import: import_, ast.ImportFrom: import_from}
