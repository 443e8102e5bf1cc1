"""Modules, and what ``exec`` and ``eval`` run: Language Reference, "Top-level components"."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from types import CodeType
from typing import Any

from minicoro.core import events
from minicoro.core.machine import Kind
from minicoro.core.operations import HELPERS
from minicoro.lower.functions import lowered
from minicoro.lower.names import analyse, own_parts, prepared
from minicoro.lower.suspension import Suspension

from .activation import Activation, Template, Unit, execute
from .classes import DEFINITIONS, begin_annotations
from .functions import FLAGS, MAKERS, parts_of_object, resume
from .stubs import locate, module_code, program_frame, resumed_code

STRINGS = 0x1000000
"""``CO_FUTURE_ANNOTATIONS``"""
FUTURE = 0xFFE0000
"""All flags of future statements."""
Tree = ast.Module | ast.Expression | ast.Interactive


def code_of(tree: Tree, filename: str, mode: str, flags: int = 0) -> CodeType:
    """The code of a tree that is known to be right; ``exec`` and ``eval`` run it by walking the tree, which is changed.

    mode: "exec", "eval" or "single".  flags: of future statements, and ``ast.PyCF_ALLOW_TOP_LEVEL_AWAIT``.
    """
    flags |= future_flags(tree)
    if isinstance(tree, ast.Interactive):
        display(tree)
    tree = prepared(tree)
    scope = analyse(tree)
    unit = Unit(filename, bool(flags & STRINGS), flags & FUTURE)
    body = [ast.copy_location(ast.Return(tree.body), tree.body)] if isinstance(tree, ast.Expression) else tree.body
    template = Template(unit, scope, body)
    template.documented = isinstance(tree, ast.Module) and ast.get_docstring(tree, clean=False) is not None
    if not flags & ast.PyCF_ALLOW_TOP_LEVEL_AWAIT or not any([Suspension().suspends(part) for part in body]):
        return module_code(template, tree, entering(template), unit.flags)
    template.machine = lowered(tree, scope, Kind.COROUTINE, body)  # type: ignore[arg-type]
    template.resumed = resumed_code(template, tree, resume, FLAGS[Kind.COROUTINE])
    places = template.places
    code = module_code(template, tree, making(template), unit.flags | FLAGS[Kind.COROUTINE])
    template.places = places
    return code


def future_flags(tree: Tree) -> int:
    """The flags of the future statements in a tree."""
    import __future__

    found = 0
    for part in tree.body if isinstance(tree.body, list) else []:
        if isinstance(part, ast.ImportFrom) and part.module == "__future__":
            for alias in part.names:
                found |= getattr(__future__, alias.name).compiler_flag
    return found


def display(tree: ast.Interactive) -> None:
    """In "single" mode the value of each expression statement is displayed (``PRINT_EXPR``)."""
    for statement in tree.body:
        for part in [] if isinstance(statement, DEFINITIONS) else own_parts(statement):
            if isinstance(part, ast.Expr):
                call = ast.Call(ast.Name("$display", ast.Load()), [part.value], [])
                part.value = ast.fix_missing_locations(ast.copy_location(call, part.value))


HELPERS["$display"] = lambda value: sys.displayhook(value)


def activation(template: Template) -> Activation:
    """The activation of a module or of what ``exec`` runs; the variables are those of the stub's frame."""
    frame = program_frame()
    assert frame is not None
    variables: Any = frame.f_locals
    if template.documented:
        variables["__doc__"] = frame.f_code.co_consts[0]
    a = Activation(template, template.scope, variables, {}, frame.f_globals)
    begin_annotations(a, template.body)
    return a


def entering(template: Template) -> Callable[[], Any]:
    """What the stub of a module or expression calls."""

    def enter() -> Any:
        a = activation(template)
        try:
            completion = execute(a, template.body)
        except BaseException as error:
            locate(a, error)
            raise
        return a.temporaries.pop("$returned") if completion == "return" else None

    return enter


def making(template: Template) -> Callable[[], Any]:
    """What the stub of a module calls that has an ``await`` outside of functions."""

    def make() -> Any:
        return events.created(MAKERS[Kind.COROUTINE](*parts_of_object(activation(template))))

    return make
