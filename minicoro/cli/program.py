"""Find the program that a command names, and run it."""

from __future__ import annotations

import os
import sys
from _frozen_importlib_external import PathFinder

from minicoro.cli.command_line import Kind, misplaced
from minicoro.cli.text import program_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from minicoro.cli.command_line import Program, RunCommand


def missing(program: Program) -> tuple[str, int] | None:
    """CPython's message and exit code if there is no program at the path; None if there is one.

    Only files, directories and zip files are checked here; the runtime searches for a module.
    """
    if program.kind is not Kind.PATH:
        return None
    path = _absolute(program.name)
    if _has_importer(program.name):
        if _has_main(program.name):
            return None
        return f"{sys.executable}: can't find '__main__' module in {path!r}", 1
    try:
        with open(program.name, "rb"):  # noqa: PTH123 - a Path would drop the "./" that CPython's message keeps
            return None
    except OSError as error:
        return f"{sys.executable}: can't open file {path!r}: [Errno {error.errno}] {error.strerror}", 2


def note_misplaced(program: Program) -> None:
    """Say on stderr, once, that an option of minicoro comes after the file and so is an argument of the program."""
    if program.kind is Kind.PATH and [word for word in program.args if word.startswith("--")]:
        try:
            with open(program.name, encoding="utf-8", errors="replace") as file:  # noqa: PTH123
                note = misplaced(program, file.read())
        except OSError:
            return
        if note:
            print(f"minicoro: {note}", file=sys.stderr)


def prepare(command: RunCommand, watched: bool = False, lines: bool = False) -> None:
    """Prepare the process for the program.  lines: see `Options`.

    What watches the program must be imported after this call: with ``--library`` the program has another ``asyncio``.
    """
    from minicoro.cli import ending
    from minicoro.running import Options, on_fault
    from minicoro.running import prepare as prepare_process

    on_fault(lambda error, place: ending.die(error, describe(command), place))
    prepare_process(
        Options(
            command.interpret,
            command.force_machine,
            command.walk,
            watched=watched,
            lines=lines,
            alone=True,
            library=command.library,
        )
    )


def run(command: RunCommand) -> None:
    """Run the program to its end, after `prepare`; every exception of the program is raised here."""
    from minicoro.running import run_module, run_path, run_source

    program = command.program
    args = list(program.args)
    match program.kind:
        case Kind.PATH:
            _refuse_unreadable(program.name)
            run_path(program.name, args)
        case Kind.MODULE:
            run_module(program.name, args)
        case Kind.CODE:
            run_source(program.name + "\n", args)  # CPython adds the line's end; errors show it
        case Kind.STDIN:
            run_source(_standard_input(), args, "<stdin>")


def describe(command: RunCommand) -> str:
    """The program, as text for a message."""
    program = command.program
    match program.kind:
        case Kind.PATH:
            return f"running {program.name}"
        case Kind.MODULE:
            return f"running module {program.name}"
        case Kind.CODE:
            return "running the code given with -c"
        case Kind.STDIN:
            return "running the program on standard input"


def _absolute(path: str) -> str:
    """The path as CPython names it in its messages: absolute if the current directory exists, but otherwise as given."""
    try:
        if path == ".":
            return os.getcwd()  # noqa: PTH109
        return path if os.path.isabs(path) else f"{os.getcwd()}{os.sep}{path}"  # noqa: PTH109, PTH117
    except FileNotFoundError:
        return path


def _has_importer(path: str) -> bool:
    """Whether modules can be imported from this path (a directory or a zip file), as CPython checks it."""
    if path in sys.path_importer_cache:
        return sys.path_importer_cache[path] is not None
    for hook in sys.path_hooks:
        try:
            importer = hook(path)
        except ImportError:
            continue
        sys.path_importer_cache.setdefault(path, importer)
        return True
    return False


def _has_main(path: str) -> bool:
    return PathFinder.find_spec("__main__", [path]) is not None


def _refuse_unreadable(path: str) -> None:
    """SyntaxError with CPython's message if the program is a file whose bytes are neither text nor compiled code."""
    from minicoro.running import is_stored

    if not _has_importer(path):
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read()
        if not is_stored(path, data):
            program_text(data, _absolute(path))


def _standard_input() -> str:
    return program_text(sys.stdin.buffer.read(), "<stdin>")
