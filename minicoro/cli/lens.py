"""``--as VERSION``: the coroutine semantics of another Python on this one."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from minicoro.cli.command_line import UsageError
from minicoro.lens import behave_as, taken


def put_on(text: str) -> None:
    """Let this process behave as ``--as`` says, before the interpreter is loaded, and say what that leaves as it is."""
    if not text:
        return
    try:
        values = taken(text)
    except ValueError as error:
        raise UsageError(str(error)) from None
    behave_as(values)
    host = f"{platform.python_implementation()} {platform.python_version()}"
    print(
        f"minicoro: coroutines behave as in Python {text}; syntax, plain Python, the library and its messages"
        f" are those of {host}",
        file=sys.stderr,
    )


def check_library(folder: str) -> None:
    """UsageError if there is no ``asyncio`` in the folder that ``--library`` names."""
    if folder and not Path(folder, "asyncio", "__init__.py").is_file():
        raise UsageError(
            f"--library takes the folder of a Python's library, such as /usr/lib/python3.12; no asyncio in {folder!r}"
        )


def other_python(as_version: str, library: str) -> None:
    """Do what ``--as`` and ``--library`` ask for, before the interpreter is loaded; UsageError if they mean nothing."""
    put_on(as_version)
    check_library(library)
