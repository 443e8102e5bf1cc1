"""A reference interpreter of Python's coroutine semantics.

``minicoro run file.py`` is the main door.  From Python:

- `parse` gives the ``ast`` of a text, made by minicoro's own grammar;
- `run_path` and `run_source` run a program in this process;
- `machine` gives the state machine of a function, or of a generator, coroutine or asynchronous generator.

Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence

    from minicoro.runtime.machine import Machine

__version__ = "0.1.0"
__all__ = ["machine", "parse", "run_path", "run_source"]


def parse(
    source: str | bytes, filename: str = "<string>", mode: Literal["exec", "eval", "single"] = "exec"
) -> ast.Module | ast.Expression | ast.Interactive:
    """The tree of ``source``, equal to what ``ast.parse`` gives, positions included.

    mode: "exec" gives an ``ast.Module``, "eval" an ``ast.Expression``, "single" an ``ast.Interactive``.
    Raises SyntaxError, as ``ast.parse`` does, for text that is no Python.
    """
    from minicoro.syntax import parse as parse_text

    return parse_text(source, filename, mode)


def run_path(path: str, argv: Sequence[str] = (), *, interpret: Sequence[str] = ()) -> None:
    """Run a file, directory or zip archive as ``python path argv…`` does, interpreted, in this process.

    argv: the program's arguments, without its name.  interpret: packages to interpret besides the program's own
    modules.  The hooks that an interpreted program needs (``sys.argv``, ``sys.path``, ``__main__``, the import
    finder, ``sys._getframe``) stay installed.  Raises whatever the program raises, SystemExit included.
    """
    from minicoro.runtime import run

    run.prepare(run.Options(interpret=tuple(interpret)))
    run.run_path(path, list(argv))


def run_source(
    source: str, argv: Sequence[str] = (), filename: str = "<string>", *, interpret: Sequence[str] = ()
) -> None:
    """Run source text as ``python -c`` does, interpreted, in this process; see `run_path`."""
    from minicoro.runtime import run

    run.prepare(run.Options(interpret=tuple(interpret)))
    run.run_source(source, list(argv), filename)


def machine(value: Any) -> Machine:
    """The state machine of an interpreted function that suspends, or of an object that it gave.

    value: a generator function, ``async def`` function or asynchronous generator function of an interpreted
    program (or a method, or a code object of one), or a generator, coroutine or asynchronous generator.
    Raises TypeError for anything else: a plain function has no machine, a native one shows none.
    """
    from minicoro.runtime.inspection import machine_of

    return machine_of(value)
