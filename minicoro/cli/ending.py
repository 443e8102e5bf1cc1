"""How a program ends when an exception leaves it.

The exception leaves `main` and goes to the host, which then does everything that CPython does at the end of a program: every
kind of `SystemExit` argument, the signal that tells the shell of a KeyboardInterrupt, joining threads, `atexit`, flushing, exit
code 120 for a broken pipe.  Two things must be hidden: the interpreter's frames at the top of the traceback, and the hook that
removes them.
"""

from __future__ import annotations

import os
import sys

from minicoro.running import InternalError, forget_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

EX_SOFTWARE = 70  # sysexits.h: an internal software error; no exit code that programs commonly use

EX_IOERR = 74  # sysexits.h: an error while writing

# Errors that may stop a program before its first line: of its text, its file, its imports, the machine, the user.
_BEFORE_THE_FIRST_LINE = (
    SyntaxError, UnicodeError, OSError, ImportError, MemoryError, RecursionError, KeyboardInterrupt, SystemExit,
)  # fmt: skip

BOTTOM = "run_program"
"""The function of minicoro below which the stack of the program begins."""

_PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120  pathlib is slow to import


def leave_to_host(error: BaseException, then: Callable[[BaseException], object] | None = None) -> None:
    """Arrange that the host, when `error` reaches it, shows it as an error of the program alone.

    then: called with the error after it has been shown.
    """
    traceback = program_part(error.__traceback__)
    program_hook = vars(sys).get("excepthook", _MISSING)

    def hook(kind: type[BaseException], value: BaseException, _: TracebackType | None) -> None:
        _put_back(program_hook)
        value.__traceback__ = sys.last_traceback = traceback
        _show(program_hook, kind, value, traceback)
        forget_file()
        if then is not None:
            then(value)

    sys.excepthook = hook


def the_same_exit(error: SystemExit) -> SystemExit:
    """A SystemExit that ends the process as ``error`` does, to be raised through the interpreter's frames.

    A task may refer to the program's own exception, and shows its traceback when the task is dropped.
    """
    error.__traceback__ = program_part(error.__traceback__)
    leave = SystemExit()
    try:
        leave.code = error.code
    except BaseException:  # a subclass may do anything; then the host shows the exception itself
        leave.code = error  # type: ignore[assignment]
    return leave


def program_part(traceback: TracebackType | None) -> TracebackType | None:
    """The traceback without the interpreter's own entries: its outermost ones, and one more of a StopIteration."""
    while traceback is not None and traceback.tb_frame.f_code.co_filename.startswith(_PACKAGE):
        traceback = traceback.tb_next
    entry = traceback
    while entry is not None and entry.tb_next is not None:
        if entry.tb_next.tb_frame.f_code.co_filename.startswith(_PACKAGE):
            entry.tb_next = entry.tb_next.tb_next
        else:
            entry = entry.tb_next
    return traceback


def is_internal(error: BaseException) -> bool:
    """Whether the error is an internal error of the interpreter.

    This is an `InternalError`, and also an error that was raised before or after the program ran, unless it is of a kind that
    can stop a program before its first line.
    """
    if isinstance(error, InternalError):
        return True
    return not _in_program(error.__traceback__) and not isinstance(error, _BEFORE_THE_FIRST_LINE)


def _in_program(traceback: TracebackType | None) -> bool:
    """Whether the error left the program.  It may have no entry of the program, as a group that ``except*`` made."""
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_name == BOTTOM or not code.co_filename.startswith(_PACKAGE):
            return True
        traceback = traceback.tb_next
    return False


def die(error: BaseException, doing: str, place: str) -> None:
    """End the process at once because of an internal error, so that nothing in the program can catch it."""
    try:
        _flush_output()
        report_internal(error, f"{doing}: {place}")
    finally:
        os._exit(EX_SOFTWARE)


def _flush_output() -> None:
    """Write the program's buffered output before the next message; its stream may be closed, or fail."""
    try:
        sys.stdout.flush()
    except BaseException:
        pass


def cannot_write(command: str, error: OSError) -> int:
    """Say in one line that a file, or standard output, cannot be written; return the exit code for it.

    Who reads a pipe no longer has enough: nothing is said, and the exit code is that of SIGPIPE.
    """
    if error.filename is None:
        sys.stdout = None  # what is left in it cannot be written either
    if isinstance(error, BrokenPipeError):
        return 141
    said = str(error) if error.filename is not None else f"can't write the output: {error.strerror}"
    print(f"minicoro{command and ' '}{command}: {said}", file=sys.stderr)
    return EX_IOERR


def report_internal(error: BaseException, doing: str) -> int:
    """Write to stderr that minicoro itself failed, where, and with which error; return the exit code for it."""
    import traceback

    stream = sys.__stderr__
    print(f"internal error in minicoro: {type(error).__name__}: {error}", file=stream)
    print(f"  while {doing}", file=stream)
    for line in traceback.format_exception(error):
        print(line, end="", file=stream)
    print(
        "This is a bug in minicoro, not in the program. Please report it with the lines above.", file=stream, flush=True
    )
    return EX_SOFTWARE


_MISSING = object()


def _put_back(hook: object) -> None:
    if hook is _MISSING:
        del sys.excepthook
    else:
        sys.excepthook = hook  # type: ignore[assignment]  # the program may have set anything


def _show(hook: object, kind: type[BaseException], value: BaseException, traceback: TracebackType | None) -> None:
    """Call the program's hook as CPython does (`PyErr_PrintEx`), with CPython's message if there is no hook or if it fails."""
    if hook is _MISSING:
        print("sys.excepthook is missing", file=sys.stderr)
        sys.__excepthook__(kind, value, traceback)
        return
    try:
        hook(kind, value, traceback)  # type: ignore[operator]  # the error of an object that is no function is due
    except SystemExit:
        raise
    except BaseException as failure:
        _flush_output()
        print("Error in sys.excepthook:", file=sys.stderr)
        failure.__traceback__ = program_part(failure.__traceback__)
        sys.__excepthook__(type(failure), failure, failure.__traceback__)
        print("\nOriginal exception was:", file=sys.stderr)
        sys.__excepthook__(kind, value, traceback)
