"""Show exceptions of inputs as a prompt shows them."""

import asyncio
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

_HERE = str(Path(__file__).resolve().parent.parent) + os.sep


def show_error(error: BaseException) -> None:
    """Print an exception with the program's part of its traceback, through ``sys.excepthook`` if that was set."""
    at = error.__traceback__ = program_part(error)
    vars(sys).update(last_type=type(error), last_value=error, last_traceback=at, last_exc=error)
    sys.stdout.flush()
    if sys.excepthook is not sys.__excepthook__:
        sys.excepthook(type(error), error, at)
        return
    traceback.print_exception(error)  # the host's hook cannot read the lines of inputs


def program_part(error: BaseException) -> TracebackType | None:
    """The traceback of an exception without the interpreter's entries before the first entry of the program."""
    at = error.__traceback__
    while at is not None and _is_hidden(at.tb_frame.f_code.co_filename):
        at = at.tb_next
    return at


def _is_hidden(filename: str) -> bool:
    return filename.startswith(_HERE) or filename == asyncio.runners.__file__
