"""minicoro's modules have builtins of their own: a program that replaces ``builtins.len`` changes itself, and not minicoro.

A function looks its builtins up in the ``__builtins__`` of the module that it was made in. The host puts its own dictionary
there when it executes a module, unless there is one already.
"""

from __future__ import annotations

import builtins
import os
import sys
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    SOURCE_SUFFIXES,
    FileFinder,
    ModuleSpec,
    SourceFileLoader,
    SourcelessFileLoader,
)
from types import ModuleType

_BUILTINS = builtins.__dict__.copy()


def _new_module(spec: ModuleSpec) -> ModuleType:
    """An empty module that has its builtins already, so that the host does not put its own there."""
    module = ModuleType(spec.name)
    module.__dict__["__builtins__"] = _BUILTINS
    return module


class _Source(SourceFileLoader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _new_module(spec)


class _Compiled(SourcelessFileLoader):
    """For a package of ``.pyc`` files only, as in the playground."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _new_module(spec)


def give(package: str) -> None:
    """Let the modules in the folder ``package``, and in the folders directly in it, be loaded with a copy of the builtins."""
    found = os.scandir(package) if os.path.isdir(package) else ()  # noqa: PTH112 - pathlib costs 20 ms at each start
    for folder in [package, *[each.path for each in found if each.is_dir()]]:
        sys.path_importer_cache[folder] = FileFinder(folder, (_Source, SOURCE_SUFFIXES), (_Compiled, BYTECODE_SUFFIXES))
