"""Our own modules keep the builtins that they have begun with.

A program may put others in the place of ``len`` or ``__import__``: under CPython that means nothing to the interpreter,
which is written in C.  So each module of ours, as it is loaded, gets a copy of the builtins to look names up in.
"""

from __future__ import annotations

import builtins
import os
import sys
from _frozen_importlib_external import PathFinder
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from typing import Any

_loaded = list(sys.modules)
_is_command = bool(getattr(sys, "argv", None)) and (sys.argv[0] == "-m" or os.path.basename(sys.argv[0]) == "minicoro")
AT_START = frozenset(_loaded[: _loaded.index("site") + 1] if _is_command and "site" in _loaded else _loaded)
"""The modules that are not ours to forget: those that the host has loaded by itself.

What comes after ``site``, ``-m`` or the command's script needs; but where we are used as a library, the others do.
"""

BUILTINS = dict(vars(builtins))
"""As they were before anything of the program ran."""


class ApartFinder:
    """Finds what ``sys.path`` has of this package."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        if not name.startswith("minicoro."):
            return None
        spec: ModuleSpec | None = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader.create_module = _with_builtins  # type: ignore[method-assign]
        return spec


def _with_builtins(spec: ModuleSpec) -> ModuleType:
    module = ModuleType(spec.name)
    module.__dict__["__builtins__"] = BUILTINS
    return module


def keep_builtins() -> None:
    """From now on, for every module of ours that is loaded."""
    if ApartFinder not in sys.meta_path:
        sys.meta_path.insert(0, ApartFinder)
