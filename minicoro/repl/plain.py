"""The session without an editor: for pipes, dumb terminals, and without prompt_toolkit."""

import os
import select
import sys
from typing import Any

from minicoro.repl.session import Leave, Session

PROMPT, MORE = ">>> ", "... "


class Lines:
    """The lines of a file descriptor.  The event loop runs until there is a line."""

    def __init__(self, fd: int, running: Any) -> None:
        self._fd = fd
        self._running = running
        self._many = os.isatty(fd)  # a terminal returns one line at a time

    def next(self) -> str | None:
        """The next line without its end; None at the end of input.  Raises KeyboardInterrupt."""
        self._running.wait_readable(self._fd)
        line = bytearray()
        while not line.endswith(b"\n"):
            read = os.read(self._fd, 4096 if self._many else 1)
            if not read:
                break
            line += read
        if not line:
            return None
        return line.decode(errors="replace").removesuffix("\n").removesuffix("\r")

    def waiting(self) -> bool:
        """Whether more input can be read at once."""
        return bool(select.select([self._fd], [], [], 0)[0])


def run(session: Session, prompts: bool = True) -> int:
    """Read and run inputs until their end; return the exit code.

    prompts: write them to standard error, as ``python -i`` does.
    """
    lines = Lines(sys.stdin.fileno(), session.running)
    try:
        while True:
            text = _read(session, lines, prompts)
            if text is None:
                break
            session.run(text)
            sys.stdout.flush()
    except Leave as leave:
        return exit_code(leave.code)
    if prompts:
        sys.stderr.write("\n")
    return 0


def _read(session: Session, lines: Lines, prompts: bool) -> str | None:
    """One input; None at the end."""
    text = ""
    while True:
        if prompts:
            sys.stderr.write(MORE if text else PROMPT)
            sys.stderr.flush()
        try:
            line = lines.next()
        except KeyboardInterrupt:
            sys.stderr.write("\nKeyboardInterrupt\n")
            text = ""
            continue
        if line is None:
            return text or None
        text = f"{text}\n{line}" if text else line
        if session.is_whole(text):
            return text


def exit_code(code: object) -> int:
    """The exit code for ``SystemExit(code)``; a message is written to standard error."""
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1
