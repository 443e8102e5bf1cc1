"""What the screen can show that a text is written to."""

import os
import sys


def width() -> int:
    """The columns of the terminal; 80 where there is none."""
    try:
        return int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 80


def colours() -> bool:
    """Whether to use colours: on a terminal that can show them, unless NO_COLOR is set (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout is not None and sys.stdout.isatty())
