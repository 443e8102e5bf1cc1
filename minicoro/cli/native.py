"""Run a program under CPython itself, for `minicoro trace --native`."""

import os
import runpy
import sys
from collections.abc import Callable
from types import ModuleType, TracebackType
from typing import Any

from minicoro.cli.command_line import Kind, Program


def run(program: Program, stop: Callable[[BaseException], object]) -> int:
    """Run the program as ``python`` does, and return its exit code; SystemExit and KeyboardInterrupt of the program are raised.

    The traceback of an uncaught exception is shown as CPython shows it.  stop: called with the exception before that.
    """
    try:
        _run(program)
    except SystemExit:
        raise
    except BaseException as error:
        stop(error)
        error.__traceback__ = _of_program(error.__traceback__)  # this is shown, not the third argument
        sys.excepthook(type(error), error, error.__traceback__)
        if isinstance(error, KeyboardInterrupt):
            # CPython then ends the process by the signal, so that a shell's loop ends, too
            sys.excepthook = _show_nothing
            raise
        return 1
    return 0


def _show_nothing(*error: object) -> None:
    """In place of `sys.excepthook`, for an exception that was shown before."""


def _run(program: Program) -> None:
    args = list(program.args)
    match program.kind:
        case Kind.MODULE:
            sys.argv = ["-m", *args]
            sys.path.insert(0, os.getcwd())  # noqa: PTH109 - as CPython has it
            runpy.run_module(program.name, run_name="__main__", alter_sys=True)
        case Kind.CODE:
            sys.argv = ["-c", *args]
            sys.path.insert(0, "")
            _execute(program.name + "\n", "<string>", None)
        case Kind.STDIN:
            sys.argv = ["-", *args]
            sys.path.insert(0, "")
            _execute(sys.stdin.read(), "<stdin>", None)
        case Kind.PATH:
            _run_path(program.name, args)


def _run_path(path: str, args: list[str]) -> None:
    sys.argv = [path, *args]
    if os.path.isfile(path) and not path.endswith((".zip", ".pyz", ".pyc")):  # noqa: PTH113
        sys.path.insert(0, os.path.dirname(os.path.realpath(path)))  # noqa: PTH120
        full = os.path.abspath(path)  # noqa: PTH100
        with open(full, "rb") as file:  # noqa: PTH123
            _execute(file.read(), full, full)
    else:
        runpy.run_path(path, run_name="__main__")


def _execute(source: str | bytes, filename: str, path: str | None) -> None:
    module = ModuleType("__main__")
    names: dict[str, Any] = module.__dict__
    names["__builtins__"] = sys.modules["builtins"]
    if path is not None:
        names["__file__"] = path
    sys.modules["__main__"] = module
    exec(compile(source, filename, "exec", dont_inherit=True), names)


def _of_program(traceback: TracebackType | None) -> TracebackType | None:
    """A traceback without the entries of minicoro and of runpy at its beginning."""
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if name != __file__ and "runpy" not in name:
            return traceback
        traceback = traceback.tb_next
    return traceback
