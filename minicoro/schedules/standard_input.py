"""Standard input for programs that run again and again: it is read once, and each run gets the same text."""

import io
import sys
from collections.abc import Callable
from typing import Any


class TerminalError(Exception):
    """Nobody types the same text again for each run."""

    def __init__(self) -> None:
        super().__init__(
            "the program reads standard input, which is a terminal here, so its runs cannot be repeated; "
            "give it a file: minicoro explore FILE < INPUT"
        )


class Source:
    """The real standard input.  It is read at the first use, because it may be a pipe that nobody ever closes."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self._content: bytes | None = None

    def content(self) -> bytes:
        """All of it; raises TerminalError."""
        if self._content is None:
            if self.stream.isatty():
                raise TerminalError
            self._content = self.stream.buffer.read()
        return self._content


class _Raw(io.RawIOBase):
    """The bytes of a source.  fail: called with a TerminalError; raises."""

    name = "<stdin>"

    def __init__(self, source: Source, fail: Callable[[TerminalError], object]) -> None:
        self._source, self._fail, self._at = source, fail, 0

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return int(self._source.stream.fileno())

    def readinto(self, buffer: Any) -> int:
        try:
            content = self._source.content()
        except TerminalError as error:
            self._fail(error)
            return 0
        part = content[self._at : self._at + len(buffer)]
        self._at += len(part)
        buffer[: len(part)] = part
        return len(part)


class StandardInput(io.TextIOWrapper):
    """``sys.stdin`` of one run.  reads: the calls so far that have read from it; they are a part of the program's state."""

    def __init__(self, source: Source, fail: Callable[[TerminalError], object]) -> None:
        real = source.stream
        super().__init__(io.BufferedReader(_Raw(source, fail)), encoding=real.encoding, errors=real.errors)
        self.reads: list[tuple[str, int | None]] = []

    def read(self, size: int | None = -1, /) -> str:
        self.reads.append(("read", size))
        return super().read(size)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        self.reads.append(("readline", size))
        return super().readline(size)

    def __next__(self) -> str:  # type: ignore[override]
        line = self.readline()
        if not line:
            raise StopIteration
        return line


def source() -> Source | None:
    """That of this process; None if it has no standard input."""
    return Source(sys.stdin) if hasattr(sys.stdin, "buffer") else None
