"""``warnings.warn`` for a process in which the program is interpreted: stack levels count the program's frames."""

from __future__ import annotations

import sys
import warnings

from minicoro.runtime.frames import activations, real_getframe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from minicoro.runtime.frames import Activation


def warn(
    message: Any,
    category: Any = None,
    stacklevel: int = 1,
    source: Any = None,
    *,
    skip_file_prefixes: tuple[str, ...] = (),
) -> None:
    """As ``warnings.warn``; the frames of the interpreter are not there.  Rule: warnings/stacklevel."""
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        shown = type(category).__name__
        raise TypeError(f"category must be a Warning subclass, not '{shown}'")
    if skip_file_prefixes and stacklevel < 2:
        stacklevel = 2
    namespace, filename, line = _place(real_getframe(1), stacklevel, skip_file_prefixes)
    registry = namespace.setdefault("__warningregistry__", {})
    module = namespace.get("__name__") or "<string>"
    warnings.warn_explicit(message, category, filename, line, module, registry, None, source)


def _place(start: FrameType, level: int, prefixes: tuple[str, ...]) -> tuple[dict[str, Any], str, int]:
    entries = activations(start)
    index = max(level, 1) - 1
    if prefixes:
        index = _skip(entries, level, prefixes)
    if index >= len(entries):
        if sys.version_info >= (3, 13):
            return sys.__dict__, "<sys>", 0
        return sys.__dict__, "sys", 1
    entry = entries[index]
    if entry.host is not None:
        return entry.host.f_globals, entry.host.f_code.co_filename, entry.line
    assert entry.unit is not None
    return entry.unit.globals, entry.unit.filename, entry.line


def _skip(entries: list[Activation], level: int, prefixes: tuple[str, ...]) -> int:
    index = 0
    while level > 1 and index < len(entries):
        index += 1
        while index < len(entries) and _filename(entries[index]).startswith(prefixes):
            index += 1
        level -= 1
    return index


def _filename(entry: Activation) -> str:
    if entry.host is not None:
        return entry.host.f_code.co_filename
    assert entry.unit is not None
    return entry.unit.filename
