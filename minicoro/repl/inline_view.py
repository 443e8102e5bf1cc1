"""The viewer inside of a notebook: the trace of one cell, as a page in the output of the cell."""

import html
import platform
import tempfile
from pathlib import Path
from typing import Any

MOST = 20_000
"""The limit of events of a cell: the page is stored in the notebook's file."""

_BEGINS = {"source": "file", "function": "function", "created": "object", "task created": "of"}
_ENDS = {"returned": "object", "raised": "object", "closed": "object", "dropped": "object", "task done": "task"}


class CellTrace:
    """Gets every event, and keeps those of the current cell; of earlier cells, only the events that are needed to understand
    them.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, Any], dict[str, Any]] = {}
        self._events: list[dict[str, Any]] = []
        self._from: int | None = None  # the time of the cell's first event
        self.left_out = 0

    def begin(self) -> None:
        """Called when a cell begins."""
        self._events = list(self._known.values())
        self._from = None
        self.left_out = 0

    def take(self, event: dict[str, Any], telling: bool) -> None:
        """Called with each event; ``telling``: it belongs to the cell."""
        name = event["event"]
        if name in _BEGINS:
            self._known[_kind(name), event[_BEGINS[name]]] = event
        elif name in _ENDS and _ENDS[name] in event:
            self._known.pop((_kind(name), event[_ENDS[name]]), None)
        if telling and self._from is None:
            self._from = event["t"]
        if telling and len(self._events) < MOST:
            self._events.append(event)
        elif telling:
            self.left_out += 1

    def page(self, title: str) -> str:
        """The viewer's page with the events of the cell."""
        from minicoro.observe.page import Page

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "page.html")
            page = Page(str(path))
            page.take({"event": "trace", "t": 0, "program": [title], "python": platform.python_version()})
            start = self._from or 0
            for event in self._events:
                page.take({**event, "t": max(0, event["t"] - start)})
            last = self._events[-1]["t"] - start if self._events else 0
            page.take({"event": "end", "t": max(0, last), "why": "the cell ended"})
            page.close()
            return path.read_text(encoding="utf-8")


def _kind(name: str) -> str:
    """Objects and tasks have numbers from one counter; functions and files have their own."""
    return name if name in ("source", "function") else "numbered"


def frame_of(page: str) -> str:
    """A page as HTML that can be embedded in another page: in a sandboxed frame, which cannot access the outer page."""
    return (
        f'<iframe class="minicoro" sandbox="allow-scripts allow-downloads" srcdoc="{html.escape(page)}" '
        'style="width: 100%; height: 720px; border: 1px solid #8888; border-radius: 6px"></iframe>'
    )


def show(trace: CellTrace, title: str) -> None:
    """Put the viewer into the output of the running cell."""
    from IPython.display import HTML, display

    if trace.left_out:
        print(f"the viewer shows the first {MOST} events, and not {trace.left_out} more")
    display(HTML(frame_of(trace.page(title))))
