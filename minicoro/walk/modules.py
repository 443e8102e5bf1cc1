"""Modules, ``exec``, ``eval`` and ``compile``: Language Reference, "Top-level components"."""

from __future__ import annotations

import ast
import builtins
import copy
import os
import sys
from collections.abc import Callable
from types import CodeType
from typing import Any

from ..core.machine import Kind
from ..core.operations import HELPERS
from ..lower.functions import lowered
from ..lower.names import analyse, own_parts, prepared
from ..lower.suspension import Suspension
from .activation import Activation, Template, Unit, execute
from .calls import LOOKS
from .classes import begin_annotations
from .functions import FLAGS, resume, suspended
from .stubs import calling, locate, module_code, program_frame, resumed_code

HOST_COMPILE, HOST_EXEC, HOST_EVAL = builtins.compile, builtins.exec, builtins.eval
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
        for part in own_parts(statement):
            if isinstance(part, ast.Expr):
                call = ast.Call(ast.Name("$display", ast.Load()), [part.value], [])
                part.value = ast.fix_missing_locations(ast.copy_location(call, part.value))


HELPERS["$display"] = lambda value: sys.displayhook(value)


def activation(template: Template, variables: Any) -> Activation:
    """The activation of a module or of what ``exec`` runs."""
    frame = program_frame()
    assert frame is not None
    if template.documented:
        variables["__doc__"] = frame.f_code.co_consts[0]
    a = Activation(template, template.scope, variables, {}, frame.f_globals)
    begin_annotations(a, template.body)
    return a


def entering(template: Template) -> Callable[[Any], Any]:
    """What the stub of a module or expression calls."""

    def enter(variables: Any) -> Any:
        a = activation(template, variables)
        try:
            completion = execute(a, template.body)
        except BaseException as error:
            locate(a, error)
            raise
        return a.temporaries.pop("$returned") if completion == "return" else None

    return enter


def making(template: Template) -> Callable[[Any], Any]:
    """What the stub of a module calls that has an ``await`` outside of functions."""

    def make(variables: Any) -> Any:
        return suspended(activation(template, variables), Kind.COROUTINE)

    return make


# compile, exec and eval


def parsed(source: Any, filename: str, mode: str, flags: int, optimize: int) -> Any:
    """The tree of a text, by the host's parser and with the host's errors; another room may put its own here."""
    HOST_COMPILE(source, filename, mode, flags, dont_inherit=True, optimize=optimize)
    return HOST_COMPILE(source, filename, mode, flags | ast.PyCF_ONLY_AST, dont_inherit=True, optimize=-1)


PARSE: list[Callable[[Any, str, str, int, int], Any]] = [parsed]


def compiled(source: Any, filename: Any, mode: str, flags: int = 0, optimize: int = -1) -> CodeType:
    """What ``compile`` gives: code that is walked when it is run."""
    filename = os.fsdecode(filename)
    if isinstance(source, ast.AST):
        HOST_COMPILE(source, filename, mode, flags, dont_inherit=True, optimize=optimize)  # type: ignore[arg-type]
        tree = copy.deepcopy(source)
    else:
        tree = PARSE[0](source, filename, mode, flags, optimize)
    return code_of(tree, filename, mode, flags)  # type: ignore[arg-type]


def compile_(a: Activation, positional: list[Any], named: dict[str, Any]) -> Any:
    """``compile(...)``: the future statements of the calling code hold for what it compiles."""
    given = dict(zip(("source", "filename", "mode", "flags", "dont_inherit", "optimize"), positional, strict=False)) | named
    flags = given.get("flags", 0)
    usual = len(positional) < 7 and isinstance(flags, int) and given.get("mode") in ("exec", "eval", "single")
    if not usual or flags & ast.PyCF_ONLY_AST or {"source", "filename"} - set(given):
        return calling(a, HOST_COMPILE, [named, positional])
    if not given.get("dont_inherit"):
        flags |= a.template.unit.flags
    return compiled(given["source"], given["filename"], given["mode"], flags, given.get("optimize", -1))


def running(host: Any, mode: str) -> Callable[[Activation, list[Any], dict[str, Any]], Any]:
    """``exec`` or ``eval``: without namespaces it has those of the caller; a text is compiled by us."""

    def run(a: Activation, positional: list[Any], named: dict[str, Any]) -> Any:
        if not positional:
            return host(*positional, **named)
        source, *spaces = positional
        given = dict(zip(("globals", "locals"), spaces, strict=False))
        given |= {key: named.pop(key) for key in ("globals", "locals") if key in named}
        space, local = given.get("globals"), given.get("locals")
        if space is None:
            space, local = a.globals, a.locals() if local is None else local
        if isinstance(source, str | bytes | bytearray | memoryview) and isinstance(space, dict):
            if mode == "eval" and not isinstance(source, memoryview):
                source = source.lstrip(" \t" if isinstance(source, str) else b" \t")
            source = compiled(source, "<string>", mode, a.template.unit.flags)
        return host(source, space, local, **named)

    return run


LOOKS |= {HOST_COMPILE: compile_, HOST_EXEC: running(HOST_EXEC, "exec"), HOST_EVAL: running(HOST_EVAL, "eval")}
