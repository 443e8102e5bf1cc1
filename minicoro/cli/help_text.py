"""Help texts, wrapped where the terminal is narrower than they are."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap

_COLUMNS = re.compile(r"(usage: | +\S.*?  +)(\S.*)")
"""An option or command, and what is said of it."""


def tell(text: str) -> None:
    """Print a help text.  OSError if that fails."""
    if sys.stdout is not None and sys.stdout.isatty():
        text = fitted(text, max(40, shutil.get_terminal_size().columns))
    print(text, end="", flush=True)


def fitted(text: str, width: int) -> str:
    """The text in lines of at most ``width`` columns, except a word that is longer; what is said of an option stays in its column."""
    lines = text.splitlines()
    if all([len(line) <= width for line in lines]):
        return text
    found: list[tuple[str, str]] = []  # what stands before a text, and the text
    for line in lines:
        columns = _COLUMNS.fullmatch(line)
        indent = line[: len(line) - len(line.lstrip())]
        if columns is not None:
            found.append((columns[1], columns[2]))
        elif found and _goes_on(found[-1], line, len(indent)):
            found[-1] = found[-1][0], f"{found[-1][1]} {line.strip()}"
        else:
            found.append((indent, line.strip()))
    wrapped = []
    for head, said in found:
        inner = " " * min(len(head), width // 3)
        wrapper = textwrap.TextWrapper(width, head, inner, break_on_hyphens=False, break_long_words=False)
        wrapped.append(wrapper.fill(said) or head)
    return "\n".join(wrapped) + "\n"


def _goes_on(before: tuple[str, str], line: str, indent: int) -> bool:
    """Whether a line continues the text before it."""
    head, said = before
    return bool(line.strip() and said) and len(head) == indent and head != "usage: " and not said.endswith(":")
