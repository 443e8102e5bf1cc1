"""Run a program: the setup of ``python FILE``, ``python -m`` and ``python -c``, with an engine."""

from __future__ import annotations

import builtins
import os
import sys
import weakref
from collections.abc import Callable
from importlib.machinery import BuiltinImporter, ModuleSpec, SourceFileLoader, SourcelessFileLoader
from types import CodeType, FunctionType, ModuleType
from typing import Any

from .. import exact, fast
from ..core.versions import RULES
from ..exact import limits
from ..quiet import Quiet
from . import callers, kinds, modules, shadowed
from .compiling import compile_file, compile_source
from .main_file import compile_main
from .settings import OPTIONS, Options
from .stored_main import is_stored, stored_code

_installed: list[Options] = []
_replaced: list[ModuleType | None] = []
"""The original ``__main__``: the host, if it runs minicoro as a script, uses it once more at the end."""


def prepare(options: Options) -> None:
    """Set the options of a run; at the first call, install the process-wide hooks."""
    vars(OPTIONS).update(vars(options))
    modules.install(options.interpret, options.library)
    if not _installed:
        fast.install()
        exact.install()
        kinds.install()
        exact.kinds.finish()
        callers.install()
    if options.walk:
        exact.walk()
    _installed.append(options)


def _main_module() -> ModuleType:
    """A new ``__main__`` with the attributes that CPython gives it, in CPython's order."""
    module = ModuleType("__main__")
    module.__loader__ = None
    if not RULES.lazy_annotations:
        module.__annotations__ = {}
    module.__dict__["__builtins__"] = builtins
    _replaced.append(sys.modules.get("__main__"))
    sys.modules["__main__"] = module
    return module


def begin_session() -> dict[str, Any]:
    """The namespace of a new ``__main__``, as for ``python -i``, with the working directory importable."""
    sys.argv = [""]
    _prepend("")
    return _main_module().__dict__


def run_program(code: Any, namespace: Any, run: Callable[..., object] = callers.HOST["exec"]) -> None:
    """``run(code, namespace)``, by default ``exec``.  The bottom frame of the program's stack."""
    limits.begin()
    try:
        run(code, namespace)
    except SystemExit as error:
        exact.forgotten.ended_by(error)
        raise
    except (ImportError, AttributeError) as error:
        shadowed.reword(error)
        raise


run_program.__code__ = run_program.__code__.replace(co_stacksize=limits.STACK_SIZE)


def _run_file(code: Any, namespace: Any) -> None:
    """Run a program that was read from a file.  CPython flushes its streams before it reports the program's end."""
    keeps_file = False
    try:
        run_program(code, namespace)
    except BaseException:
        keeps_file = RULES.uncaught_keeps_file
        raise
    finally:
        for name in ("stderr", "stdout"):
            try:
                getattr(sys, name).flush()  # the program may have removed or replaced it
            except BaseException:
                pass
        if not keeps_file:
            forget_file()


def _prepend(path: str) -> None:
    if not sys.flags.safe_path:
        sys.path.insert(0, path)
        shadowed.hide_in(path)
        if OPTIONS.alone:
            modules.forget_shadowed(path)


def run_path(path: str, argv: list[str]) -> None:
    """Run a file, directory or zip archive as ``python path argv…`` does.  Raises the program's exceptions."""
    sys.argv = [path, *argv]
    if os.path.isdir(path) or (not path.endswith(".py") and _is_zip(path)):
        _run_container(path)
        return
    with open(path, "rb") as file:
        source = file.read()
    module = _main_module()
    shown = path if os.path.isabs(path) else os.path.join(os.getcwd(), path)
    stored = is_stored(path, source)
    module.__loader__ = (SourcelessFileLoader if stored else SourceFileLoader)("__main__", shown)
    _name_file(module, shown)
    try:
        code = stored_code(source) if stored else compile_main(source, shown)
    finally:
        _prepend(os.path.dirname(os.path.realpath(path)))
    namespace = module.__dict__
    del module  # the frame of an exception that the program keeps may keep this frame
    _run_file(code, namespace)


_named: list[weakref.ref[ModuleType]] = []
"""The program's module, if it has the name of a file."""


def forget_file() -> None:
    """Remove the file's name from the program's module, as CPython does when the program has ended.

    Threads that go on and functions of ``atexit`` do not see it any more.
    """
    while _named:
        module = _named.pop()()
        for name in ("__file__", "__cached__") if module is not None else ():
            vars(module).pop(name, None)


def _name_file(module: ModuleType, path: str) -> None:
    _named.append(weakref.ref(module))
    module.__file__ = path
    if RULES.main_has_cached:
        module.__dict__["__cached__"] = None


def _is_zip(path: str) -> bool:
    from zipfile import is_zipfile  # imported here, because it imports a dozen modules

    return is_zipfile(path)


def _run_container(path: str) -> None:
    """Run the ``__main__`` module of a directory or archive.  (``_Py_abspath``)"""
    _prepend(os.getcwd() if path == "." else os.path.join(os.getcwd(), path))
    _run_as_main("__main__", False)


def run_module(name: str, argv: list[str]) -> None:
    """Run a module as ``python -m name argv…`` does.  Raises the program's exceptions."""
    sys.argv = ["-m", *argv]
    try:
        _prepend(os.getcwd())
    except FileNotFoundError:  # the directory has been removed: CPython then prepends nothing
        pass
    _run_as_main(name, True)


def _run_as_main(name: str, alter_argv: bool) -> None:
    """Run a module as ``__main__`` with the host's ``runpy``, whose frames and messages CPython shows as well."""
    import runpy

    host: Any = vars(runpy)

    def details(mod_name: str, error: Any = ImportError) -> tuple[str, ModuleSpec, CodeType]:
        full_name, spec, code = host["_get_module_details"](mod_name, error)
        source = None if isinstance(spec.loader, modules.GuestLoader) else spec.loader.get_source(full_name)
        if source is not None:  # else the host runs the code: `site` is frozen, and some modules have no source file
            with Quiet():  # the host has issued them already
                code = compile_file(source, spec.origin or "<unknown>")
        return full_name, spec, code

    space = {**host, "_get_module_details": details}
    space["_get_main_module_details"] = FunctionType(
        host["_get_main_module_details"].__code__, space, None, (ImportError,)
    )
    run = FunctionType(host["_run_module_as_main"].__code__, space)
    _main_module()
    run_program(name, alter_argv, run)


def run_source(source: str | bytes, argv: list[str], filename: str = "<string>") -> None:
    """Run source text as ``python -c`` does, or, for ``<stdin>``, ``python -``.  Raises the program's exceptions."""
    sys.argv = ["-" if filename == "<stdin>" else "-c", *argv]
    _prepend("")
    module = _main_module()
    module.__loader__ = BuiltinImporter
    if filename == "<stdin>":
        _name_file(module, filename)
    namespace = module.__dict__
    del module  # as in `run_path`
    if filename == "<stdin>":
        _run_file(compile_main(source, filename), namespace)
        return
    if RULES.dedents_command and isinstance(source, str) and filename == "<string>":
        import textwrap

        source = textwrap.dedent(source)
    code = compile_source(source, filename, "exec", module="__main__")
    if RULES.shows_command and filename == "<string>":  # from now on: CPython has no line of it for a SyntaxWarning
        import linecache

        text, library = source if isinstance(source, str) else source.decode(), vars(linecache)
        # 3.13.1: only for the functions that this code contains; the code objects of walked functions are not in it
        if "_interactive_cache" in library and not OPTIONS.walk:
            library["_register_code"](code, text, filename)
        else:
            linecache.cache[filename] = (len(text), None, text.splitlines(True), filename)
    run_program(code, namespace)
