"""The capabilities of the screen that a text is written to."""

import contextlib
import os
import sys
import textwrap
from typing import TextIO

SIGNS = str.maketrans(
    dict(zip("┬┴│●○◂✗»·→←▶≠µ✓↳‖", "++|*o<x>.><>!uv>|", strict=False))
    | {"…": "...", "⏸": "||", "→": "->", "←": "<-", "↳": "->"}
)
"""Replacements for signs on a screen that cannot show them."""


WHOLE = 100_000
"""A width for texts of which nothing must be cut."""


def width(otherwise: int = 80) -> int:
    """COLUMNS, or the columns of the terminal; ``otherwise`` if standard output is no terminal."""
    try:
        return int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return otherwise


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


def folded(text: str, file: "TextIO | Console") -> str:
    """The lines of a finding, no wider than the terminal that ``file`` is, or than COLUMNS; in any other file, as they are.

    A place ("where: FILE:LINE") stays whole, and so does a line without spaces.
    """
    try:
        columns = int(os.environ.get("COLUMNS") or 0) or os.get_terminal_size(file.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return text
    return "".join([_fold(line, max(columns, 20)) + "\n" for line in text.splitlines()])


def _fold(line: str, columns: int) -> str:
    if len(line) <= columns or line.startswith("   where: "):
        return line
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.fill(
        line.strip(), columns, initial_indent=indent, subsequent_indent=indent.ljust(5) + "  " * (len(indent) > 3),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def say(text: str) -> None:
    """Write a text to standard output; characters that it cannot show are replaced."""
    sys.stdout.write(fitting(text, sys.stdout.encoding or "utf-8"))


class Console:
    """Standard output for a reader of a trace, even if the program replaces ``sys.stdout``.

    If it is a file of the system, a second descriptor of it is used, so that a capture of the program's output (as by pytest)
    does not capture the reader's output.
    """

    def __init__(self, file: TextIO) -> None:
        self._real = file
        self.encoding = getattr(file, "encoding", None) or "utf-8"
        self._write = file.write  # a trace is going to put its own in the way
        self._flush, self._close = file.flush, file.flush
        try:
            copied = open(os.dup(file.fileno()), "w", encoding=self.encoding, errors="backslashreplace", closefd=True)  # noqa: SIM115,PTH123
        except (OSError, ValueError, AttributeError):
            return
        copied.reconfigure(line_buffering=file.isatty())
        self._write, self._flush, self._close = copied.write, copied.flush, copied.close

    def write(self, text: str) -> None:
        """Write a text; characters that the screen cannot show are replaced.  Raises OSError."""
        self._write(fitting(text, self.encoding))

    def fileno(self) -> int:
        """Raises OSError if it is no file of the system."""
        return self._real.fileno()

    def flush(self) -> None:
        """Raises OSError; what could not be written is given up."""
        try:
            self._flush()
        except OSError:
            with contextlib.suppress(OSError):
                self._close()
            raise
