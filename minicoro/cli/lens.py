"""``--as VERSION``: the coroutine semantics of another Python on this one."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from minicoro.cli.command_line import UsageError
from minicoro.lens import behave_as, taken


def put_on(text: str) -> None:
    """Apply the lens of ``--as`` to this process, before the interpreter is loaded, and report what it does not change."""
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
    """UsageError if the folder of ``--library`` has no ``asyncio``."""
    if folder and not Path(folder, "asyncio", "__init__.py").is_file():
        raise UsageError(
            f"--library takes the folder of a Python's library, such as /usr/lib/python3.12; no asyncio in {folder!r}"
        )


def other_python(as_version: str, library: str) -> None:
    """Apply ``--as`` and ``--library``, before the interpreter is loaded; UsageError if their values are invalid."""
    put_on(as_version)
    check_library(library)
