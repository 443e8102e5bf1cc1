"""Traces as JSON Lines: one event in each line, written when it happens."""

import json

from minicoro.observe.out_file import OutFile
from minicoro.observe.stream import Event

encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False).encode
"""An event, or any plain data, as one line of JSON without its end."""


class JsonLines:
    """Writes each event to a file; memory does not grow with the trace."""

    def __init__(self, path: str) -> None:
        self._file = OutFile(path)

    def take(self, event: Event) -> None:
        self._file.write(encode(event) + "\n")

    def close(self) -> None:
        self._file.close()
