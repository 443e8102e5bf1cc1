"""From source text to a code object that runs through an engine of ours."""

from __future__ import annotations

import __future__
import ast
import builtins
import copy
from types import CodeType
from typing import Any

from .. import compiled
from ..exact.tracing import untraced
from ..syntax import check, parse
from .faults import fault
from .settings import OPTIONS

FUTURES = 0
for _name in __future__.all_feature_names:
    FUTURES |= getattr(__future__, _name).compiler_flag

_import = builtins.__import__
INTERPRETED: set[str] = set()
"""The names of files (and of other sources of text) whose code runs through an engine."""


@untraced
def compile_source(source: Any, filename: str, mode: str, flags: int = 0, optimize: int = -1) -> CodeType:
    """As the host's ``compile``, for text, bytes or a tree; the code object runs through the engine.

    Raises what the host's raises for bad text, with the same message and place.
    """
    INTERPRETED.add(filename)
    program = vars(builtins).get("__import__")
    if program is _import:
        return _compiled(source, filename, mode, flags, optimize)
    builtins.__import__ = _import  # what we import now is none of the program's business
    try:
        return _compiled(source, filename, mode, flags, optimize)
    finally:
        if program is None:
            del builtins.__import__
        else:
            builtins.__import__ = program


def _compiled(source: Any, filename: str, mode: str, flags: int, optimize: int) -> CodeType:
    if isinstance(source, ast.AST):
        compile(source, filename, mode, flags & ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)  # type: ignore[call-overload]
        tree: Any = complete(copy.deepcopy(source))
    else:
        tree = parse(source, filename, mode, flags=flags)  # type: ignore[arg-type]
    flags |= futures_of(tree)
    check(tree, None if isinstance(source, ast.AST) else source, filename, flags)
    if OPTIONS.lines:
        tree = compiled.with_lines(tree, filename)
    try:
        if OPTIONS.walk:
            from .. import walk  # only where it is asked for

            return walk.code_of(tree, filename, mode, flags)  # type: ignore[no-any-return]
        return compiled.code_of(tree, filename, mode, flags, optimize, OPTIONS.watched, OPTIONS.force_machine)
    except (SyntaxError, RecursionError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:
        fault(error, f"compiling {filename}")


def complete(tree: ast.AST) -> ast.AST:
    """A program's tree with no field missing: from 3.12 on the host takes a missing list for an empty one."""
    for node in ast.walk(tree):
        for field in node._fields:
            if not hasattr(node, field):
                setattr(node, field, [])
    return tree


def futures_of(tree: Any) -> int:
    """The flags of the future statements of a tree."""
    flags = 0
    for node in tree.body if isinstance(tree, ast.Module | ast.Interactive) else []:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                flags |= getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)
    return flags
