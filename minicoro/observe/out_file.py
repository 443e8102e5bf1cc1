"""Files that are written for people: an error of writing names the file."""

import errno
from pathlib import Path
from typing import Any


class WriteError(OSError):
    """A file cannot be written to its end, as on a full disk.  Its text is "can't write NAME: WHY"."""

    def __str__(self) -> str:
        return f"can't write {self.filename!r}: {self.strerror}"


class OutFile:
    """A text file, in UTF-8; opened at once, OSError if it cannot be.  `write` and `close` raise `WriteError`.

    A broken pipe stays BrokenPipeError.
    """

    def __init__(self, path: str) -> None:
        if path == "-":
            raise OSError(errno.EINVAL, "for standard output, give /dev/stdout; for a file of this name, ./-", path)
        self.path = path
        self._file: Any = Path(path).open("w", encoding="utf-8", newline="\n")  # noqa: SIM115  closed by close()

    def write(self, text: str) -> None:
        """Write the text; it may be in the file only after `close`."""
        try:
            self._file.write(text)
        except OSError as error:
            raise self._named(error) from None

    def close(self) -> None:
        """Write what is left, and close the file."""
        try:
            self._file.close()
        except OSError as error:
            raise self._named(error) from None

    def _named(self, error: OSError) -> OSError:
        if isinstance(error, BrokenPipeError):
            return error
        return WriteError(error.errno or errno.EIO, error.strerror, self.path)


def write_text(path: str, text: str) -> None:
    """Write a whole file; OSError, of which `WriteError` is one."""
    file = OutFile(path)
    try:
        file.write(text)
    finally:
        file.close()
