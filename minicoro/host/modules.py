"""Imports: the program's own modules are interpreted; the standard library and installed packages run in the host."""

from __future__ import annotations
import __future__

import os
import sys
import warnings
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from ..exact.tracebacks import PACKAGE
from ..exact.tracing import adjust_debugger, untraced
from . import rewriting
from .compiling import LOADED, compile_file, compile_source

OF_LIBRARY = ("asyncio", "concurrent.futures._base")
"""Modules that are taken from another Python's library: ``asyncio``, and the futures that it wraps."""

_OTHER_LIBRARY: tuple[str, ...] = ()
"""The paths of these modules.  Their annotations are not evaluated: before 3.14 they may use names that the host lacks."""


class GuestLoader(SourceFileLoader):
    """Loads a source file to be run by an engine; the host's bytecode files are not used.

    It has the name of the host's own class, which programs see in ``__loader__``.
    """

    def path_stats(self, path: str) -> Any:
        """Always fails, so that the import system neither reads nor writes bytecode."""
        raise OSError

    @property
    def source_to_code(self) -> Any:
        """The interpreter's, or what a program has put into the host's class instead."""
        found = SourceFileLoader.source_to_code
        return MethodType(_own if found is _host else found, self)


def _compiles(data: Any, path: Any, mode: str, *, optimize: int, module: Any = None, **__: object) -> CodeType:
    """Called by the import system instead of ``compile``; 3.15 also passes the module.  (A trace function is told nothing of it.)"""
    name = path if type(path) is str else os.fsdecode(path)
    try:
        if name.startswith(_OTHER_LIBRARY):
            return compile_source(data, name, "exec", __future__.annotations.compiler_flag, optimize, module)
        return compile_file(data, name, optimize, module=module)
    except BaseException as error:
        raise error.with_traceback(None)


for _name in ("__name__", "__qualname__", "__module__"):
    setattr(GuestLoader, _name, getattr(SourceFileLoader, _name))
_host: Any = SourceFileLoader.source_to_code
_own: Any = FunctionType(_host.__code__, {**_host.__globals__, "compile": _compiles})
_own.__kwdefaults__ = _host.__kwdefaults__


class AdjustingLoader(SourceFileLoader):
    """Loads a module of the host that has to be changed (`exact.tracing`, `rewriting`)."""

    def __init__(self, name: str, path: str, adjust: Callable[[Any], None]) -> None:
        super().__init__(name, path)
        self.adjust = adjust

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        self.adjust(module)


class GuestFinder:
    """Finds modules in ``sys.path``, and gives the program's own modules the interpreter's loader.

    interpret: further packages to interpret, of the standard library or installed.  library: the folder in which the modules
    of `OF_LIBRARY` are found; "" for the host's own.
    """

    def __init__(self, interpret: Sequence[str], library: str = "") -> None:
        self.interpret, self.library = frozenset(interpret), library
        self.adjusted: dict[str, Callable[[Any], None]] = {"bdb": adjust_debugger}
        self.adjusted[rewriting.NAME] = rewriting.adjusting(lambda path: self.wanted("", path))
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        installed = [os.path.dirname(os.__file__), os.path.join(sys.exec_prefix, sys.platlibdir, version)]
        self.libraries = tuple({os.path.realpath(path) + os.sep for path in installed})

    @untraced
    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if self.library and name in OF_LIBRARY:
            path = [os.path.join(self.library, *name.split(".")[:-1])]
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin and type(spec.loader) is SourceFileLoader:
            if self.wanted(name, spec.origin):
                spec.loader = GuestLoader(name, spec.origin)
            elif name in self.adjusted:
                spec.loader = AdjustingLoader(name, spec.origin, self.adjusted[name])
        return spec

    def wanted(self, name: str, origin: str) -> bool:
        """Whether a module is interpreted."""
        parts = name.split(".")
        if any([".".join(parts[: count + 1]) in self.interpret for count in range(len(parts))]):
            return True
        real = os.path.realpath(origin)
        if real.startswith(PACKAGE) or "site-packages" in real or "dist-packages" in real:
            return False
        return not real.startswith(self.libraries)


def forget(names: Sequence[str]) -> None:
    """Make the program's next import load modules anew; the compiler keeps using those loaded before (`LOADED`)."""
    found = [name for name in sys.modules if any([name == each or name.startswith(each + ".") for each in names])]
    for name in [name for name in found if name.split(".")[0] != "minicoro"]:
        LOADED[name] = sys.modules.pop(name)


def forget_shadowed(folder: str) -> None:
    """Forget library modules loaded by the interpreter that modules in the program's folder shadow, and those that use them.

    Modules that CPython itself loads at start stay; the last of them is ``site``.
    """
    loaded = list(sys.modules)
    ours = loaded[loaded.index("site" if "site" in loaded else "__main__") + 1 :]
    try:
        files = {file.partition(".")[0] for file in os.listdir(folder or os.curdir)}
    except OSError:
        return
    names = [name for name in ours if name in files and getattr(sys.modules[name], "__file__", None)]
    shadowed = [name for name in names if getattr(PathFinder.find_spec(name, [folder]), "loader", None) is not None]
    while shadowed:
        forget(shadowed)
        own = ("importlib", "minicoro")
        loaded = [name for name in ours if name.partition(".")[0] not in own]
        loaded = [name for name in loaded if getattr(sys.modules.get(name), "__file__", None)]
        shadowed = [name for name in loaded if not _uses(sys.modules[name]).isdisjoint(LOADED)]


def _uses(module: ModuleType) -> set[str]:
    """The modules of which a module has something among its variables."""
    return {
        getattr(value, "__name__" if type(value) is ModuleType else "__module__", "") for value in vars(module).values()
    }


def _prepare_for(library: str) -> None:
    """Prepare the process for the library of another Python, which may be older."""
    global _OTHER_LIBRARY
    _OTHER_LIBRARY = tuple([os.path.join(library, *name.split(".")) for name in OF_LIBRARY])
    sys.modules["_asyncio"] = None  # type: ignore[assignment]  # importing it fails
    deprecated: Any = getattr(warnings, "_deprecated", None)
    if deprecated is not None and "_version" in (deprecated.__kwdefaults__ or {}):
        deprecated.__kwdefaults__["_version"] = (0, 0, 0, "final", 0)  # functions due for removal still exist there


def install(interpret: Sequence[str], library: str = "") -> None:
    """Insert the finder before the host's; forget loaded modules that are to be interpreted.

    With the library of another Python the host's accelerators are not used: ``asyncio`` is the version written in Python.
    """
    if library:
        interpret = (*interpret, *OF_LIBRARY)
        _prepare_for(library)
    finder = GuestFinder(interpret, library)
    if interpret:
        forget(interpret)
    index = sys.meta_path.index(PathFinder) if PathFinder in sys.meta_path else len(sys.meta_path)
    sys.meta_path.insert(index, finder)
