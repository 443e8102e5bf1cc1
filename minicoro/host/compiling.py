"""From source text to a code object that runs through an engine of ours.

What parses and lowers is imported when text is compiled: a program whose code objects are kept needs none of it.
"""

from __future__ import annotations

import __future__
import ast
import builtins
import copy
import json  # noqa: F401
import sys
import unicodedata  # noqa: F401
import warnings
import zlib  # noqa: F401  these three are what `rooms` needs of the library besides: the program may have its own of that name
from collections.abc import Callable
from functools import cache
from types import CodeType
from typing import Any, NamedTuple

from ..compiled.linking import linked
from ..core.machine import Machine
from . import kept
from .faults import fault
from .settings import OPTIONS

FUTURES = 0
for _name in __future__.all_feature_names:
    FUTURES |= getattr(__future__, _name).compiler_flag

INTERPRETED: set[str] = set()
"""The names of files (and of other sources of text) whose code runs through an engine."""

_import = builtins.__import__


class Rooms(NamedTuple):
    """What compiling takes."""

    parse: Callable[..., Any]
    check: Callable[..., None]
    unlinked: Callable[..., tuple[CodeType, list[Machine]]]
    with_lines: Callable[[Any, str], Any]
    walked: Callable[..., CodeType] | None


@cache
def rooms(walk: bool) -> Rooms:
    """Import what parses and lowers, by the host's own ``__import__``: the program may have put another in its place."""
    put = vars(builtins).get("__import__")
    builtins.__import__ = _import
    try:
        from ..compiled.functions import unlinked
        from ..compiled.lines import with_lines
        from ..syntax import check, parse

        walked: Any = None
        if walk:
            from .. import walk as walking

            walked = walking.code_of
    finally:
        if put is None:
            del builtins.__import__
        else:
            builtins.__import__ = put
    return Rooms(parse, check, unlinked, with_lines, walked)


def compile_source(source: Any, filename: str, mode: str, flags: int = 0, optimize: int = -1) -> CodeType:
    """As the host's ``compile``, for text, bytes or a tree; the code object runs through the engine.

    Raises what the host's raises for bad text, with the same message and place.
    """
    INTERPRETED.add(filename)
    tree, flags = _checked(source, filename, mode, flags)
    needed = rooms(OPTIONS.walk)
    try:
        if OPTIONS.lines:
            tree = needed.with_lines(tree, filename)
        if needed.walked is not None:
            return needed.walked(tree, filename, mode, flags)
        return linked(*needed.unlinked(tree, filename, mode, flags, optimize, OPTIONS.watched, OPTIONS.force_machine))
    except (SyntaxError, RecursionError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:
        fault(error, f"compiling {filename}")


def compile_file(source: str | bytes, filename: str, optimize: int = -1, is_main: bool = False) -> CodeType:
    """As `compile_source` for the text of a file, whose code object is kept.

    CPython tells the warnings of an imported file when it compiles it, and not when it reads a ``.pyc``; those of the
    main file it tells each time, so that one that has any is not kept.
    """
    if OPTIONS.walk or OPTIONS.watched or OPTIONS.lines or OPTIONS.force_machine:
        return compile_source(source, filename, "exec", 0, optimize)
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    level = sys.flags.optimize if optimize < 0 else optimize
    found = kept.load(data, filename, level)
    if found is not None:
        INTERPRETED.add(filename)
        return found
    INTERPRETED.add(filename)
    tree, flags = _checked(source, filename, "exec", 0)
    try:
        code, machines = rooms(False).unlinked(tree, filename, "exec", flags, optimize)
        if not is_main or _is_silent(source, filename):
            kept.store(data, filename, level, code, machines)
        return linked(code, machines)
    except (SyntaxError, RecursionError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:
        fault(error, f"compiling {filename}")


def _checked(source: Any, filename: str, mode: str, flags: int) -> tuple[Any, int]:
    """The tree of a source, which keeps all rules, and the flags with those of its future statements."""
    needed = rooms(OPTIONS.walk)
    if isinstance(source, ast.AST):
        compile(source, filename, mode, flags & ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)  # type: ignore[call-overload]
        tree: Any = complete(copy.deepcopy(source))
    else:
        tree = needed.parse(source, filename, mode, flags=flags)
    flags |= futures_of(tree)
    needed.check(tree, None if isinstance(source, ast.AST) else source, filename, flags)
    return tree, flags


def _is_silent(source: str | bytes, filename: str) -> bool:
    """Whether the host's compiler warns of nothing, whatever the filters hide now."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        compile(source, filename, "exec", dont_inherit=True)
    return not told


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
