"""The viewer: one page with the whole trace in it, written while the program runs.

The page is built from ``viewer/`` in the source repository and is part of this package.  The events are JSON in it, in blocks,
with every ``<`` written as an escape, so that no text of a trace can end a block or begin a tag.
"""

from pathlib import Path

from minicoro.observe.json_lines import encode
from minicoro.observe.out_file import OutFile
from minicoro.observe.stream import Event

BLOCK = 2000
_PLACE = "<!--minicoro:trace-->"


class Page:
    """Writes the page; at most one block of events is in memory."""

    def __init__(self, path: str) -> None:
        template = (Path(__file__).parent / "data" / "viewer.html").read_text(encoding="utf-8")
        head, place, self._tail = template.partition(_PLACE)
        assert place, "the viewer has no place for the trace"
        self._file = OutFile(path)
        self._file.write(head)
        self._block: list[str] = []

    def take(self, event: Event) -> None:
        self._block.append(encode(event).replace("<", "\\u003c"))
        if len(self._block) == BLOCK:
            self._write_block()

    def close(self) -> None:
        self._write_block()
        self._file.write(self._tail)
        self._file.close()

    def _write_block(self) -> None:
        if self._block:
            count = len(self._block)
            self._file.write(f'<script type="application/json" class="trace" data-count="{count}">\n[')
            self._file.write(",\n".join(self._block) + "]\n</script>\n")
            self._block = []
