"""The capabilities of the screen that a text is written to."""

import contextlib
import os
import sys
from typing import TextIO

SIGNS = str.maketrans(
    dict(zip("┬┴│●○◂✗»·→←▶≠µ✓↳‖", "++|*o<x>.><>!uv>|", strict=False))
    | {"…": "...", "⏸": "||", "→": "->", "←": "<-", "↳": "->"}
)
"""Replacements for signs on a screen that cannot show them."""


def width() -> int:
    """The columns of the terminal; 80 if there is none."""
    try:
        return int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return 80


def colours() -> bool:
    """Whether to use colours: on a terminal that can show them, unless NO_COLOR is set (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout is not None and sys.stdout.isatty())


def fitting(text: str, encoding: str) -> str:
    """A text for a screen with this encoding: signs become ASCII, other characters their number."""
    try:
        text.encode(encoding)
    except UnicodeError:
        return text.translate(SIGNS).encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        return text.translate(SIGNS).encode("ascii", "backslashreplace").decode("ascii")
    return text


class Console:
    """Standard output for a reader of a trace, even if the program replaces ``sys.stdout``.

    If it is a file of the system, a second descriptor of it is used, so that a capture of the program's output (as by pytest)
    does not capture the reader's output.
    """

    def __init__(self, file: TextIO) -> None:
        self._real = file
        self._encoding = getattr(file, "encoding", None) or "utf-8"
        self._write = file.write  # a trace is going to put its own in the way
        self._flush, self._close = file.flush, file.flush
        try:
            copied = open(os.dup(file.fileno()), "w", encoding=self._encoding, errors="backslashreplace", closefd=True)  # noqa: SIM115,PTH123
        except (OSError, ValueError, AttributeError):
            return
        copied.reconfigure(line_buffering=file.isatty())
        self._write, self._flush, self._close = copied.write, copied.flush, copied.close

    def write(self, text: str) -> None:
        """Write a text; characters that the screen cannot show are replaced.  Raises OSError."""
        self._write(fitting(text, self._encoding))

    def flush(self) -> None:
        """Raises OSError; what could not be written is given up."""
        try:
            self._flush()
        except OSError:
            with contextlib.suppress(OSError):
                self._close()
            raise
