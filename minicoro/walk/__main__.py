"""A driver for tests until the room ``host`` is there: ``python -m minicoro.walk FILE [ARGUMENT...]``."""

from __future__ import annotations

import builtins
import collections.abc
import sys
import sysconfig
import types
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path
from typing import Any

from ..core import objects
from ..core.async_generators import AsyncGenerator
from . import compiled
from .stubs import is_own

LIBRARY = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]


class Loader(SourceFileLoader):
    """Loads a module of the program's own."""

    def path_stats(self, path: Any) -> Any:
        raise OSError

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> Any:  # type: ignore[override]
        return compiled(data, path, "exec")


class Finder:
    """Finds modules that are not of the host's library."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> Any:
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and type(spec.loader) is SourceFileLoader:
            if not any(map((spec.origin or "").startswith, LIBRARY)) and not name.startswith("minicoro"):
                spec.loader = Loader(name, spec.origin or "")
        return spec


def coroutine(function: Any) -> Any:
    """``types.coroutine`` for functions of ours: their generators can be awaited."""
    code = getattr(function, "__code__", None)
    if code is not None and code.co_flags & 0x20:
        function.__code__ = code.replace(co_flags=code.co_flags | 0x100)
        return function
    return HOST_COROUTINE(function)


HOST_COROUTINE = types.coroutine


def install() -> None:
    """Put our objects in the place of the host's."""
    sys.meta_path.insert(0, Finder)  # type: ignore[arg-type]
    sys.setrecursionlimit(20000)
    for name, kind in (("Generator", objects.Generator), ("Coroutine", objects.Coroutine), ("AsyncGenerator", AsyncGenerator)):
        getattr(collections.abc, name).register(kind)
        setattr(types, f"{name}Type", kind)
    types.coroutine = coroutine  # type: ignore[assignment]


def main() -> None:
    """Run a file as ``python FILE`` does."""
    path = Path(sys.argv[1]).resolve()
    del sys.argv[0]
    sys.path[0] = str(path.parent)
    module: Any = types.ModuleType("__main__")
    module.__file__, module.__builtins__ = sys.argv[0], builtins
    sys.modules["__main__"] = module
    install()
    try:
        code = compiled(path.read_bytes(), str(path), "exec")
        exec(code, vars(module))
    except SystemExit:
        raise
    except BaseException as error:
        traceback = error.__traceback__
        while traceback is not None and (is_own(traceback) or traceback.tb_frame.f_globals is globals()):
            traceback = traceback.tb_next
        error.__traceback__ = traceback
        sys.excepthook(type(error), error, traceback)
        sys.exit(1)


if __name__ == "__main__":
    main()
