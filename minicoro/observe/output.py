"""What the program prints, as events."""

import sys
from typing import Any

from minicoro.observe.stream import Stream

_MOST = 10_000


def watch(stream: Stream, silent: bool) -> None:
    """Tell of everything that is written to ``sys.stdout`` and ``sys.stderr``; ``silent``: write it nowhere else."""
    for name in ("stdout", "stderr"):
        file = getattr(sys, name)
        if file is not None:
            file.write = _telling(stream, name, file.write, silent)


def _telling(stream: Stream, name: str, write: Any, silent: bool) -> Any:
    def write_and_tell(text: str) -> int:
        if type(text) is str and not stream.ended:
            stream.emit("output", stream=name, text=text[:_MOST])
            if silent:
                return len(text)
        return write(text)  # type: ignore[no-any-return]

    return write_and_tell
