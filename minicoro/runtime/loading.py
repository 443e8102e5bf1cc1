"""Imports: the program's own modules are interpreted, the standard library and installed packages are the host's."""

import os
import sys
import sysconfig
from collections.abc import Sequence
from importlib._bootstrap import _call_with_frames_removed as run_hidden  # type: ignore[attr-defined]
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

from minicoro.late import late

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class GuestLoader(SourceFileLoader):
    """Loads a source file so that it runs through the interpreter; the host's bytecode cache is not touched."""

    def path_stats(self, path: str) -> Any:
        """None to be had, so that no bytecode is looked for, and none written."""
        raise OSError

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override]
        return run_hidden(_compile, data, path)  # type: ignore[no-any-return]


def _compile(data: Any, path: Any) -> CodeType:
    compile_file = late("minicoro.runtime.evaluation", "compile_file")
    return compile_file(data, os.fsdecode(path))  # type: ignore[no-any-return]


def _hide() -> None:
    """Let `GuestLoader` pass for a part of the import system, whose frames the host takes out of tracebacks."""
    for method in (GuestLoader.path_stats, GuestLoader.source_to_code):
        method.__code__ = method.__code__.replace(co_filename="<frozen importlib._bootstrap_external>")


_hide()


class GuestFinder(MetaPathFinder):
    """Finds what ``sys.path`` finds, and gives the program's own modules the interpreter's loader.

    interpret: further top-level packages that are interpreted, of the standard library or installed.
    """

    def __init__(self, interpret: Sequence[str]) -> None:
        self.interpret = frozenset(interpret)
        paths = sysconfig.get_paths()
        installed = [paths[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")]
        self.libraries = tuple({os.path.realpath(path) + os.sep for path in installed})

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or type(spec.loader) is not SourceFileLoader or not spec.origin:
            return spec
        if self.wanted(name, spec.origin):
            spec.loader = GuestLoader(name, spec.origin)
        return spec

    def wanted(self, name: str, origin: str) -> bool:
        """Whether a module is interpreted."""
        parts = name.split(".")
        if any([".".join(parts[: count + 1]) in self.interpret for count in range(len(parts))]):
            return True
        real = os.path.realpath(origin)
        if real.startswith(_PACKAGE + os.sep) or "site-packages" in real or "dist-packages" in real:
            return False
        return not real.startswith(self.libraries)


def install(interpret: Sequence[str]) -> None:
    """Put the finder in front of the host's; forget modules to be interpreted that are loaded already."""
    finder = GuestFinder(interpret)
    for name in list(sys.modules):
        module_path = getattr(sys.modules[name], "__file__", None)
        if module_path and name.split(".")[0] in finder.interpret and name.split(".")[0] != "minicoro":
            del sys.modules[name]
    index = sys.meta_path.index(PathFinder) if PathFinder in sys.meta_path else len(sys.meta_path)
    sys.meta_path.insert(index, finder)
