"""The output of the program as events: one event for each line, if no other event happens in between."""

import sys
from io import TextIOWrapper
from typing import Any

from minicoro.observe.stream import Stream

_MOST = 10_000


class Output:
    """Reports all text that is written to ``sys.stdout`` and ``sys.stderr`` to ``stream``.

    silent: the text is written nowhere else.
    """

    def __init__(self, stream: Stream, silent: bool) -> None:
        self._stream = stream
        self._silent = silent
        self._held: list[tuple[str, str]] = []

    def install(self) -> None:
        """Start reporting, for the rest of the process."""
        self._stream.before = self._tell
        for name in ("stdout", "stderr"):
            file = getattr(sys, name)
            if file is not None:
                file.write = self._telling(name, file, file.write)

    def _telling(self, name: str, file: Any, write: Any) -> Any:
        def write_and_tell(text: str) -> int:
            if type(text) is not str or self._stream.ended or file.closed:
                return write(text)  # type: ignore[no-any-return]
            if isinstance(file, TextIOWrapper):
                text.encode(file.encoding, file.errors or "strict")  # raises the errors of the file
            try:
                self._hold(name, text)
            except Exception as error:
                self._stream.fault(error)
            return len(text) if self._silent else write(text)

        return write_and_tell

    def _hold(self, name: str, text: str) -> None:
        """``print`` writes its text in parts: join them."""
        if not text:
            return
        if self._held and self._held[-1][0] == name:
            text = self._held.pop()[1] + text
        elif self._held:
            self._tell()
        self._held.append((name, text))
        if text.endswith("\n") or len(text) > _MOST:
            self._tell()

    def _tell(self) -> None:
        held, self._held = self._held, []
        for name, text in held:
            self._stream.emit("output", stream=name, text=text[:_MOST])
