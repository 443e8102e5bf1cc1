"""Warnings: the interpreter's own frames do not count as callers.

``warnings`` passes over the frames of the import system, which it tells by two words in the name of the file.  So the
code of ours that may stand between two frames of the program bears such a name.  Rule: warnings/stacklevel
"""

from __future__ import annotations

import os
import sys
import warnings
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from ..compiled import linking
from ..core import async_generators, awaitables, engine, kinds, objects, operations
from ..fast import chains
from .host_frames import is_own, line_shown, outer_of, shown
from .tracebacks import PACKAGE

FOLDER = os.path.join(PACKAGE, "importlib", "_bootstrap") + os.sep


def hidden(code: CodeType) -> CodeType:
    """The code under a name that ``warnings`` passes over."""
    constants = tuple([hidden(c) if isinstance(c, CodeType) else c for c in code.co_consts])
    return code.replace(co_filename=FOLDER + os.path.basename(code.co_filename), co_consts=constants)


def warn(text: str, source: object = None) -> None:
    """A RuntimeWarning at the program's innermost frame.  (This function itself must not be hidden.)"""
    warnings.warn(text, RuntimeWarning, stacklevel=2, source=source)


def deprecated(text: str) -> None:
    """`warn`, of a use that is deprecated.  Rule: throw/signature"""
    warnings.warn(text, DeprecationWarning, stacklevel=2)


def warn_in_walk(caller: FrameType, /, *given: Any, **keywords: Any) -> None:
    """``warnings.warn`` for walked programs, whose frames the host cannot tell from the walker's: the frame that counts
    is found here, and the host's own ``warn`` is called in its place.  Rule: warnings/stacklevel
    """
    found = dict(zip(("message", "category", "stacklevel", "source"), given, strict=False)) | keywords
    prefixes = found.pop("skip_file_prefixes", ())
    level = found.pop("stacklevel", 1) - is_own(caller)
    if prefixes:
        level = max(level, 2)
    frame, is_inside = shown(caller), is_internal(caller, ())
    while frame is not None and level > 1:
        frame, level = outer_of(frame), level - 1
        while frame is not None and not is_inside and is_internal(frame, prefixes):
            frame = outer_of(frame)
    if frame is None:
        _real_warn(**found, stacklevel=sys.maxsize >> 32)
    else:
        code = _WARN.replace(co_filename=frame.f_code.co_filename, co_firstlineno=line_shown(frame) or 1)
        FunctionType(code, frame.f_globals)(_real_warn, found)


_real_warn = warnings.warn
_WARN = (lambda warn, found: warn(**found)).__code__


def is_internal(frame: Any, prefixes: tuple[str, ...]) -> bool:
    """Whether ``warnings`` passes over a frame."""
    file = frame.f_code.co_filename
    return ("importlib" in file and "_bootstrap" in file) or file.startswith(prefixes)


def hide(module: ModuleType) -> None:
    """Hide all functions of a module, and the methods and properties of its classes."""
    found: list[object] = []
    for value in vars(module).values():
        if isinstance(value, type):
            found += vars(value).values()
        found.append(value)
    for value in found:
        for function in (value, getattr(value, "fget", None)):
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                if not function.__code__.co_filename.startswith(FOLDER):
                    function.__code__ = hidden(function.__code__)


def install() -> None:
    objects.deprecated = deprecated
    others = [sys.modules[f"{__package__}.{name}"] for name in ("frames", "host_frames", "lifetimes", "stand_ins")]
    for module in (chains, async_generators, awaitables, engine, kinds, objects, operations, linking, *others):
        hide(module)
