"""Parts of the interpreter that need each other in a circle, found when they are called.

An ``import`` statement would do, but it calls ``builtins.__import__``, which the program may have replaced, and which
no longer works while the host shuts down.
"""

from __future__ import annotations

import builtins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

PARTS = (
    "minicoro.lower.annotations",
    "minicoro.lower.classes",
    "minicoro.lower.conditions",
    "minicoro.lower.context",
    "minicoro.lower.machine_loops",
    "minicoro.lower.machine_statements",
    "minicoro.lower.machines",
    "minicoro.lower.type_parameters",
    "minicoro.runtime.awaiting",
    "minicoro.runtime.evaluation",
    "minicoro.runtime.finalising",
    "minicoro.runtime.forced",
    "minicoro.runtime.forking",
    "minicoro.runtime.frames",
    "minicoro.runtime.library_frames",
    "minicoro.runtime.performing",
    "warnings",
)
"""The modules that are asked for, to be loaded before the program runs."""

_import = builtins.__import__
_modules: dict[str, ModuleType] = {}


def late(module: str, name: str) -> Any:
    """What ``from module import name`` gives."""
    return getattr(_modules.get(module) or load(module), name)


def load(module: str) -> ModuleType:
    """The module, imported if it was not before."""
    found = _modules[module] = _import(module, None, None, ("*",))
    return found


def load_all() -> None:
    """Load every part, so that nothing of ours is imported while the program runs."""
    for module in PARTS:
        load(module)
