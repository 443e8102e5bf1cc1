"""Warnings: the interpreter's frames do not count as callers.

``warnings`` skips the frames of the import system, which it recognises by two words in the file name.  So interpreter code
whose frames may lie between two frames of the program gets such a file name.  Rule: warnings/stacklevel
"""

from __future__ import annotations

import os
import sys
import warnings
from functools import partial
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from ..compiled import linking
from ..core import async_generators, awaitables, engine, generators, kinds, objects, operations
from ..core.errors import next_entry, set_traceback, traceback_of
from ..fast import chains
from .host_frames import WALKER, WARNING, is_own, line_shown, outer_of, shown
from .stand_ins import replace
from .tracebacks import PACKAGE

FOLDER = os.path.join(PACKAGE, "importlib", "_bootstrap") + os.sep


def hidden(code: CodeType) -> CodeType:
    """The code under a file name that ``warnings`` skips."""
    constants = tuple([hidden(c) if isinstance(c, CodeType) else c for c in code.co_consts])
    return code.replace(co_filename=FOLDER + os.path.basename(code.co_filename), co_consts=constants)


def warn(text: str, category: type[Warning] = RuntimeWarning, source: object = None) -> None:
    """Issue a warning at the program's innermost frame, also one that waits.  Rule: throw/signature, frame/throwing"""
    warn_at(shown(sys._getframe(1)), {"message": text, "category": category, "source": source})


def warn_from(caller: FrameType, /, *given: Any, **keywords: Any) -> None:
    """``warnings.warn``: the frame is found here, and the host's ``warn`` is called with its file, line and globals.

    The host cannot tell walked frames from the walker's, and does not see the frames that wait: in a deep chain of awaits, and in
    the ``throw`` method of a delegate (3.14).  Rule: warnings/stacklevel, frame/throwing
    """
    found = dict(zip(("message", "category", "stacklevel", "source"), given, strict=False)) | keywords
    prefixes, level = found.pop("skip_file_prefixes", ()), found.pop("stacklevel", 1)
    if len(given) > 4 or type(level) is not int or type(prefixes) is not tuple or (prefixes and not _TAKES_PREFIXES):
        _real_warn(*given, **keywords)  # the host's error
        return
    level -= is_own(caller)
    if prefixes:
        level = max(level, 2)
    frame, is_inside = shown(caller), is_internal(caller, ())
    while frame is not None and level > 1:
        frame, level = outer_of(frame), level - 1
        while frame is not None and not is_inside and is_internal(frame, prefixes):
            frame = outer_of(frame)
    warn_at(frame, found)


def warn_at(frame: Any, found: dict[str, Any]) -> None:
    """Call the host's ``warn`` with the file, the line and the globals of a frame of the program."""
    if frame is None:
        _real_warn(**found, stacklevel=sys.maxsize >> 32)
    else:
        line, file = line_shown(frame), frame.f_code.co_filename
        if line is None and not linking.is_machine(
            frame.f_code
        ):  # no code object has the line -1 of ``PyFrame_GetLineNumber``
            names, kind = frame.f_globals, found.get("category") or UserWarning
            seen, module = names.setdefault("__warningregistry__", {}), names.get("__name__") or "<string>"
            warnings.warn_explicit(found["message"], kind, file, -1, module, seen, None, found.get("source"))
            return
        code = _WARN.replace(co_filename=file, co_firstlineno=line or 1)
        try:
            FunctionType(code, frame.f_globals)(_real_warn, found)
        except BaseException as error:
            entry = traceback_of(error)
            while entry is not None and entry.tb_frame.f_code is not code:
                entry = next_entry(entry)
            set_traceback(error, None if entry is None else next_entry(entry))
            del entry  # it refers to this frame, and this to the program's
            raise


def show(message: Any) -> None:
    """``warnings._showwarnmsg``: a warning by C code in the interpreter's code is issued again, for the program's frame.

    Such are the warnings of files that a closed object drops, and all by C code that walked code calls.
    """
    if not message.filename.startswith((FOLDER, WALKER)):
        _real_show(message)
        return
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename != message.filename:
        frame = frame.f_back
    if frame is not None:  # the interpreter's places do not count as shown
        frame.f_globals["__warningregistry__"].clear()
    _once.pop((str(message.message), message.category), None)
    found = {"message": message.message, "category": message.category, "source": message.source}
    warn_at(shown(sys._getframe(1)), found)


_real_show: Any = vars(warnings)["_showwarnmsg"]
_real_warn: Any = warnings.warn
_once: dict[Any, Any] = warnings.onceregistry  # type: ignore[attr-defined]
_TAKES_PREFIXES = "skip_file_prefixes" in (_real_warn.__text_signature__ or "")
_WARN = (lambda warn, found: warn(**found)).__code__.replace(co_names=WARNING)


def is_internal(frame: Any, prefixes: tuple[str, ...]) -> bool:
    """Whether ``warnings`` skips a frame."""
    file = frame.f_code.co_filename
    return ("importlib" in file and "_bootstrap" in file) or file.startswith(prefixes)


def hide(module: ModuleType) -> None:
    """Hide the code of all functions of a module, and of the methods and properties of its classes."""
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
    objects.deprecated = partial(warn, category=DeprecationWarning)
    replace(warnings, warn=warn_from)
    vars(warnings)["_showwarnmsg"] = show
    others = [sys.modules[f"{__package__}.{name}"] for name in ("frames", "host_frames", "lifetimes", "stand_ins")]
    core = (async_generators, awaitables, engine, generators, kinds, objects, operations)
    for module in (chains, linking, *core, *others):
        hide(module)
