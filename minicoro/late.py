"""Parts of the interpreter that are not loaded by those that use them, but found when they are called.

Some need each other in a circle.  The others are needed by no straight text (see `minicoro.oldsyntax.straight`) and
together take longer to load than such a text to run.  Any other text has all of them loaded, by `load_all`, before
its first line runs: nothing is imported while a program can notice.  (The parser is, when ``eval`` is given text.)

An ``import`` statement would do to find them, but it calls ``builtins.__import__``, which the program may have
replaced, and which no longer works while the host shuts down.
"""

from __future__ import annotations

import builtins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

PARTS = (
    "minicoro.cli.ending",
    "minicoro.oldlower.annotations",
    "minicoro.oldlower.classes",
    "minicoro.oldlower.comprehensions",
    "minicoro.oldlower.conditions",
    "minicoro.oldlower.context",
    "minicoro.oldlower.control",
    "minicoro.oldlower.functions",
    "minicoro.oldlower.imports",
    "minicoro.oldlower.machine_loops",
    "minicoro.oldlower.machine_statements",
    "minicoro.oldlower.machines",
    "minicoro.oldlower.patterns",
    "minicoro.oldlower.type_parameters",
    "minicoro.runtime.awaiting",
    "minicoro.runtime.callers",
    "minicoro.runtime.depth",
    "minicoro.runtime.evaluation",
    "minicoro.runtime.finalising",
    "minicoro.runtime.forced",
    "minicoro.runtime.forking",
    "minicoro.runtime.frames",
    "minicoro.runtime.hooks",
    "minicoro.runtime.kinds",
    "minicoro.runtime.library_frames",
    "minicoro.runtime.performing",
    "minicoro.oldsyntax.depths",
    "warnings",
)
"""The modules that are asked for, to be loaded before the program runs."""

_import = builtins.__import__
_modules: dict[str, ModuleType] = {}
_waiting: list[Callable[[], object]] = []
_loaded: list[bool] = []


def late(module: str, name: str) -> Any:
    """What ``from module import name`` gives."""
    return getattr(_modules.get(module) or load(module), name)


def load(module: str) -> ModuleType:
    """The module, imported if it was not before: by the host's own import, whatever the program has in its place."""
    program = vars(builtins).get("__import__")
    builtins.__import__ = _import
    try:
        found = _modules[module] = _import(module, None, None, ("*",))
    finally:
        if program is None:
            del builtins.__import__
        else:
            builtins.__import__ = program
    return found


def load_all() -> None:
    """Load every part, once, and do what waits for that."""
    if _loaded:
        return
    _loaded.append(True)
    for module in PARTS:
        load(module)
    while _waiting:
        _waiting.pop(0)()


def are_all_loaded() -> bool:
    """Whether `load_all` has been called."""
    return bool(_loaded)


def when_all_loaded(do: Callable[[], object]) -> None:
    """Have something done as soon as every part is loaded: at once, if that is so."""
    if _loaded:
        do()
    else:
        _waiting.append(do)
