"""Modules, and code for ``exec`` and ``eval``: Language Reference, "Top-level components"."""

from __future__ import annotations

import ast
from types import CodeType
from typing import Any

from minicoro.core import events
from minicoro.core.machine import Kind
from minicoro.core.versions import RULES
from minicoro.lower.forms import display, prepared
from minicoro.lower.functions import lowered
from minicoro.lower.names import analyse

from .activation import Activation, Template, Unit
from .classes import begin_annotations
from .functions import KINDS, parts_of_object, run_machine
from .stubs import module_code, program_frame, resumed_code, walked

STRINGS = 0x1000000  # ``CO_FUTURE_ANNOTATIONS``
FUTURE = 0xFFE0000  # the flags of all future statements
Tree = ast.Module | ast.Expression | ast.Interactive


def code_of(tree: Tree, filename: str, mode: str, flags: int = 0, optimize: int = -1) -> CodeType:
    """The code object of a checked tree; ``exec`` and ``eval`` run it by walking the tree.  The tree is changed.

    mode: "exec", "eval" or "single".  flags: those of all future statements in effect, including the tree's own, and
    ``ast.PyCF_ALLOW_TOP_LEVEL_AWAIT`` if the module is a coroutine.  optimize: of ``compile``.
    """
    if isinstance(tree, ast.Interactive):
        display(tree)
    tree = prepared(tree, flags, not RULES.inlines_comprehensions, optimize)
    scope = analyse(tree)
    unit = Unit(filename, bool(flags & STRINGS), flags & FUTURE, optimize)
    body = [ast.copy_location(ast.Return(tree.body), tree.body)] if isinstance(tree, ast.Expression) else tree.body
    template = Template(unit, scope, body)
    if not flags & ast.PyCF_ALLOW_TOP_LEVEL_AWAIT:
        return module_code(template, tree, enter, unit.flags)
    flag = KINDS[Kind.COROUTINE][1]
    template.machine = lowered(tree, scope, Kind.COROUTINE, body)  # type: ignore[arg-type]
    code = module_code(template, tree, make, unit.flags | flag)
    template.resuming_code = resumed_code(template, tree, run_machine, flag)
    return code


def activation(template: Template) -> Activation:
    """The activation of a module or of code for ``exec``; its variables are those of the stub's frame."""
    frame = program_frame()
    assert frame is not None
    variables: Any = frame.f_locals
    if isinstance(frame.f_code.co_consts[0], str):
        variables["__doc__"] = frame.f_code.co_consts[0]
    a = Activation(template, template.scope, variables, {}, frame.f_globals)
    annotate = begin_annotations(a, template.body)
    if annotate is not None:
        variables["__annotate__"] = annotate
        variables["__conditional_annotations__"] = a.cells["__conditional_annotations__"].cell_contents
    return a


def enter(template: Template) -> Any:
    """Called by the stub of a module or expression."""
    return walked(activation(template))


def make(template: Template) -> Any:
    """Called by the stub of a module with an ``await`` outside of functions."""
    return events.created(KINDS[Kind.COROUTINE][0](*parts_of_object(activation(template))))
