"""``%trace``: the story of the events, printed while inputs run."""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minicoro.repl.inline_view import CellTrace


class Tracing:
    """Reports events while ``on`` is set and an input runs; installed once, for the rest of the process."""

    def __init__(self, with_variables: bool = False) -> None:
        from minicoro.observe import screen
        from minicoro.observe.story import Story
        from minicoro.observe.stream import Stream
        from minicoro.observe.watcher import Watcher

        self.on = False
        self.cell: CellTrace | None = None  # in a notebook: gets every event, for the viewer
        self.only_cell = False  # the viewer shows the run of this cell, so there is no story
        self._story = Story(_write, screen.width(), screen.colours())
        self._telling = False
        self._watcher = Watcher(Stream([self]), with_variables)
        _watch_loops(self._watcher)

    def take(self, event: dict[str, Any]) -> None:
        """An event of the stream: reported while an input runs, if it is of this thread."""
        if "thread" in event:
            return
        if self.cell is not None:
            self.cell.take(event, self._telling)
        if self._telling and not self.only_cell:
            self._story.take(event)
        else:
            self._story.names.take(event)

    def close(self) -> None:
        """Nothing is buffered."""

    def during(self, runs: bool) -> None:
        """Called when an input begins or ends."""
        from minicoro.api import watch

        self._telling = runs and self.on
        watch(self._watcher if self._telling else None)


def _write(text: str) -> None:
    from minicoro.observe.screen import fitting

    sys.stdout.write(fitting(text, sys.stdout.encoding or "utf-8"))


def _watch_loops(watcher: Any) -> None:
    """Report the events of event loops; loops of other threads, such as a kernel's, do not switch the session's tasks."""
    from threading import get_ident

    from minicoro.observe.loop import LoopWatcher

    main = get_ident()

    class OwnLoops(LoopWatcher):
        def _switch(self, number: int) -> None:
            if get_ident() == main:
                super()._switch(number)

    OwnLoops(watcher).install()
