"""Turn source text into a code object that an engine runs.

The modules for parsing and lowering are imported at the first compilation: a program with stored code objects needs none.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import gc
import json  # noqa: F401
import marshal
import sys
import unicodedata  # noqa: F401
import zlib  # noqa: F401  for compiling: later the program may have modules of its own by these three names
from collections.abc import Callable
from functools import cache
from types import CodeType, ModuleType
from typing import Any

from .. import exact
from ..compiled.linking import FUTURES, linked
from ..exact.limits import with_room
from ..exact.monitoring import untold
from ..exact.tracebacks import PACKAGE
from ..exact.tracing import untraced
from ..quiet import Quiet
from . import kept
from .faults import fault
from .settings import OPTIONS

_BUILTINS = dict(vars(builtins))
"""The host's builtins, before the program can replace them."""
_ABSENT = object()

COMPILES_FOR_A_MODULE = "module=" in (getattr(compile, "__text_signature__", None) or "")
"""Whether ``compile`` takes the module whose name the filters of warnings see (3.15): tried."""

LOADED: dict[str, ModuleType] = {}
"""Library modules loaded by the interpreter whose names mean other modules in the program."""

INTERPRETED: set[str] = set()
"""The names of files (and of other sources) whose code is run by an engine."""


@untraced
def compile_source(
    source: Any,
    filename: str,
    mode: str,
    flags: int = 0,
    optimize: int = -1,
    module: Any = None,
    text: bytes | None = None,
) -> CodeType:
    """As the host's ``compile``, for text, bytes or a tree; an engine runs the code object.

    module: the name that the filters of warnings see; None, and always before 3.15: one made of the file name.  text: what
    `stored` will find the code object by.  For wrong source it raises the host's error, with the same message and position.
    """
    INTERPRETED.add(filename)
    return _shielded(_compiled, source, filename, mode, flags, optimize, module, text)


def stored(text: bytes, filename: str, optimize: int = -1) -> CodeType | None:
    """The code object that was stored for a text, or None."""
    INTERPRETED.add(filename)
    return kept.load(text, filename, optimize) if _stores() else None


def _stores() -> bool:
    """Whether code objects are stored: in the usual way of running a program."""
    return not (
        OPTIONS.walk or OPTIONS.watched or OPTIONS.lines or OPTIONS.force_machine or OPTIONS.instrument is not None
    )


@untraced
def compile_file(
    source: str | bytes, filename: str, optimize: int = -1, is_main: bool = False, module: Any = None
) -> CodeType:
    """As `compile_source` for the text of a file, whose code object is stored.

    CPython issues the warnings of an imported file when it compiles it, and not when it reads a ``.pyc``.  For the main file it
    issues them at each run, so a main file with warnings is not stored; nor is one with a set that would change its order.
    """
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else bytes(source)
    given = (source, filename, "exec", 0, optimize, module, data, is_main)
    return stored(data, filename, optimize) or _shielded(_compiled, *given)


def _shielded(act: Callable[..., CodeType], *given: Any) -> CodeType:
    """``act(*given)`` with the host's builtins and the library's modules, even if the program has replaced them.

    And without garbage collection: trees are many objects without cycles.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return untold(_having, sys.modules, LOADED, _having, vars(builtins), _BUILTINS, act, *given)  # type: ignore[no-any-return]
    finally:
        if collecting:
            gc.enable()


def _having(names: dict[str, Any], own: dict[str, Any], act: Callable[..., CodeType], *given: Any) -> CodeType:
    """``act(*given)`` while ``names`` has the items of ``own``."""
    theirs = {name: names.get(name, _ABSENT) for name, value in own.items() if names.get(name, _ABSENT) is not value}
    names.update({name: own[name] for name in theirs})
    try:
        return act(*given)
    finally:
        for name, value in theirs.items():
            if value is _ABSENT:
                del names[name]
            else:
                names[name] = value


def _compiled(
    source: Any,
    filename: str,
    mode: str,
    flags: int,
    optimize: int,
    module: Any,
    text: bytes | None = None,
    is_main: bool = False,
) -> CodeType:
    """The code object of a source.  text: what to store it for; not if it is of the main file and the host warns of it."""
    module = module if COMPILES_FOR_A_MODULE else None
    tree, flags = _checked(source, filename, mode, flags, optimize, module)
    try:
        if OPTIONS.walk:
            return _walked(tree, filename, mode, flags, optimize)
        from ..compiled.functions import unlinked

        given = (tree, filename, mode, flags, optimize, OPTIONS.watched, OPTIONS.force_machine)
        try:
            code, machines = with_room(unlinked, *given)
        except SyntaxError:  # the host's limit of nested blocks: the emitted code has more of them than the source
            exact.walk()
            tree, flags = _checked(source, filename, mode, flags, optimize, module)  # the first tree has been changed
            return _walked(tree, filename, mode, flags, optimize)
        if text is not None and _stores() and (not is_main or (_is_silent(source, filename) and _keeps_order(code))):
            kept.store(text, filename, optimize, code, machines)
        return linked(code, machines)
    except (SyntaxError, RecursionError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:
        fault(error, f"compiling {filename}")


def _walked(tree: Any, filename: str, mode: str, flags: int, optimize: int) -> CodeType:
    """The code object of a tree that the walking engine performs."""
    from .. import walk
    from ..tools import walked_tracing

    walked_tracing.install()
    return with_room(walk.code_of, tree, filename, mode, flags, optimize)  # type: ignore[no-any-return]


def _checked(source: Any, filename: str, mode: str, flags: int, optimize: int, module: Any) -> tuple[Any, int]:
    """The checked tree of a source, and the flags, with those of its future statements.

    The flag for ``await`` at top level stays only if the module is a coroutine.
    """
    from ..lower.forms import located
    from ..syntax import check, host_refusal, parse

    if isinstance(source, ast.AST):
        refusal, awaits = host_refusal(source, None, filename, mode, flags, optimize, module)
        tree: Any = located(_copied(source))
    else:
        tree = _guarded(parse, filename, source, filename, mode, flags=flags, module=module)
        refusal, awaits = _guarded(host_refusal, filename, tree, source, filename, mode, flags, optimize, module)
    flags |= futures_of(tree)
    _guarded(check, filename, tree, refusal, filename, flags, optimize)
    flags &= ~(0 if awaits else ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    if OPTIONS.instrument is not None:
        tree = OPTIONS.instrument(tree, filename)
    if OPTIONS.lines:
        from ..compiled.lines import with_lines

        tree = with_lines(tree, filename)
    return tree, flags


def _guarded(act: Callable[..., Any], filename: str, *given: Any, **named: Any) -> Any:
    """``act(…)`` of the package `syntax`.

    An exception means: the source is wrong, a warnings hook of the program has raised, or minicoro has a fault; only the last is
    reported as a fault of minicoro.
    """
    try:
        return act(*given, **named)
    except (SyntaxError, ValueError, RecursionError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:
        entry = error.__traceback__
        while entry is not None and entry.tb_next is not None:
            entry = entry.tb_next
        if entry is not None and entry.tb_frame.f_code.co_filename.startswith(PACKAGE):
            fault(error, f"compiling {filename}")
        raise


def _is_silent(source: str | bytes, filename: str) -> bool:
    """Whether the host's compiler issues no warnings, not even ignored ones."""
    with Quiet() as quiet:
        compile(source, filename, "exec", dont_inherit=True)
    return not quiet.told


def _keeps_order(code: CodeType) -> bool:
    """Whether the sets of constants are read with the order in which they are stored; that of texts is random anyway."""
    for constant in code.co_consts:
        if type(constant) is CodeType and not _keeps_order(constant):
            return False
        if type(constant) is frozenset and not {str, bytes} & {type(item) for item in constant}:
            if [*marshal.loads(marshal.dumps(constant))] != [*constant]:
                return False
    return True


def _copied(given: Any) -> Any:
    """A copy of a program's tree, as the host's compiler reads it: fields and places, not what else its nodes have or their classes do.

    From 3.12 on the host takes a missing list as an empty one.
    """
    if isinstance(given, list):
        return [_copied(item) for item in given]
    if not isinstance(given, ast.AST):
        return given
    kind: Any = next(iter([kind for kind in type(given).__mro__ if kind.__module__ == "ast"]))
    made = kind.__new__(kind)
    for field in kind._fields:
        setattr(made, field, _copied(getattr(given, field, [])))
    for place in [place for place in kind._attributes if hasattr(given, place)]:
        setattr(made, place, getattr(given, place))
    return made


def futures_of(tree: Any) -> int:
    """The flags of the future statements of a tree."""
    flags = 0
    for node in tree.body if isinstance(tree, ast.Module | ast.Interactive) else []:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                flags |= _flag_of(alias.name)
    return flags


@cache
def _flag_of(feature: str) -> int:
    """The flag that a future statement sets in ``co_flags``; 0 if the feature is mandatory by now."""
    if feature not in __future__.all_feature_names:
        return 0
    return compile(f"from __future__ import {feature}", "", "exec", dont_inherit=True).co_flags & FUTURES
