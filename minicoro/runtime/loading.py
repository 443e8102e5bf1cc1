"""Imports: the program's own modules are interpreted, the standard library and installed packages are the host's."""

from __future__ import annotations

import os
import sys
from _frozen_importlib import _call_with_frames_removed as run_hidden  # type: ignore[attr-defined]
from _frozen_importlib_external import PathFinder, SourceFileLoader

from minicoro.apart import AT_START
from minicoro.late import late
from minicoro.runtime.positions import Span, line_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence, Set
    from importlib.machinery import ModuleSpec
    from types import CodeType, ModuleType
    from typing import Any

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
    """Let `GuestLoader` pass for a part of the import system, whose frames the host takes out of tracebacks.

    Where it does not, as in ``importlib.import_module``, they stand where the host's own methods call.
    """
    for method in (GuestLoader.path_stats, GuestLoader.source_to_code):
        code, host = method.__code__, getattr(SourceFileLoader, method.__name__).__code__
        line = min([line for _, _, line in host.co_lines() if line is not None and line > host.co_firstlineno])
        method.__code__ = code.replace(
            co_filename=host.co_filename,
            co_firstlineno=host.co_firstlineno,
            co_linetable=line_table(Span(line, line, -1, -1), host.co_firstlineno, len(code.co_code) >> 1),
        )


_hide()


ADJUSTED: dict[str, Callable[[Any], None]] = {}
"""Modules of the host's that are told of the program's frames when they have been imported."""


class _AdjustingLoader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        ADJUSTED[module.__name__](module)


def adjust(name: str, adjusted: Callable[[Any], None]) -> None:
    """Call ``adjusted`` with a module of the host's as soon as it is imported."""
    ADJUSTED[name] = adjusted
    if name in sys.modules:
        adjusted(sys.modules[name])


class GuestFinder:
    """Finds what ``sys.path`` finds, and gives the program's own modules the interpreter's loader.

    interpret: further top-level packages that are interpreted, of the standard library or installed.
    """

    def __init__(self, interpret: Sequence[str]) -> None:
        self.interpret = frozenset(interpret)
        # Not by sysconfig, which imports threading: whether a program has done that shows at its end.
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        installed = [os.path.dirname(os.__file__), os.path.join(sys.exec_prefix, sys.platlibdir, version)]
        self.libraries = tuple({os.path.realpath(path) + os.sep for path in installed})

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or type(spec.loader) is not SourceFileLoader or not spec.origin:
            return spec
        if self.wanted(name, spec.origin):
            spec.loader = GuestLoader(name, spec.origin)
        elif name in ADJUSTED:
            spec.loader = _AdjustingLoader(name, spec.origin)
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


def leave_to_the_program(names: Set[str]) -> None:
    """Let these top-level modules be the program's to import: we load all that we need of them before, and forget them."""
    late("minicoro.late", "load_all")()
    late("minicoro.runtime.evaluation", "compile_source")("0", "<string>", "exec")
    for name in list(sys.modules):
        if name.partition(".")[0] in names:
            del sys.modules[name]


def leave_folder_to_the_program(folder: str) -> None:
    """`leave_to_the_program` what a folder that is put in front of the library has under names of that.

    Under CPython the program's own ``types.py`` is imported; we have long had the library's.
    """
    try:
        found = {name.partition(".")[0] for name in os.listdir(folder or os.curdir)}
    except OSError:  # an archive, or nothing at all
        return
    names = (found & sys.stdlib_module_names) - AT_START
    if names:
        leave_to_the_program(names)


def install(interpret: Sequence[str]) -> None:
    """Put the finder in front of the host's; forget modules to be interpreted that are loaded already."""
    finder = GuestFinder(interpret)
    if interpret:
        loaded = {name.partition(".")[0] for name in sys.modules if getattr(sys.modules[name], "__file__", None)}
        leave_to_the_program((finder.interpret & (loaded | sys.stdlib_module_names)) - {"minicoro"})
    index = sys.meta_path.index(PathFinder) if PathFinder in sys.meta_path else len(sys.meta_path)
    sys.meta_path.insert(index, finder)
