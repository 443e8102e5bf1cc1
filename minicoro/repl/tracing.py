"""``%trace``: the story of the events, printed while inputs run."""

from asyncio import tasks
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
        self._story = Story(screen.say, screen.width(), screen.colours())
        self._telling = False
        self._sleeps: set[int] = set()  # functions
        self._asleep: dict[int, dict[str, Any]] = {}  # for each object of these functions, what it waits for
        self._watcher = Watcher(Stream([self]), with_variables)
        _watch_loops(self._watcher)

    def take(self, event: dict[str, Any]) -> None:
        """An event of the stream: reported while an input runs, if it is of this thread."""
        if "thread" in event:
            return
        if self.cell is not None:
            self.cell.take(event, self._telling)
        told = self._of_program(event)
        if told is not None and self._telling and not self.only_cell:
            self._story.take(told)
        elif told is not None:
            self._story.names.take(told)

    def _of_program(self, event: dict[str, Any]) -> dict[str, Any] | None:
        """The event without the frames of ``asyncio.sleep``, which a session interprets; None: it is of such a frame."""
        kind, number = event["event"], event.get("object", 0)
        if kind == "function" and event["file"] == tasks.__file__:
            self._sleeps.add(event["function"])
        elif kind == "created" and event["function"] in self._sleeps:
            self._asleep[number] = {}
        elif number in self._asleep and kind == "suspended":
            self._asleep[number] = event.get("on", {})
        if number in self._asleep:
            if kind in ("returned", "raised", "closed", "dropped"):
                del self._asleep[number]
            if kind == "task created":
                return {name: value for name, value in event.items() if name != "object"}
            return event if kind == "dropped" else None
        on = event.get("on", {})
        while on.get("object") in self._asleep:
            on = self._asleep[on["object"]] or {"name": "one round of the loop (sleep(0))"}
        return {**event, "on": on} if on else event

    def close(self) -> None:
        """Nothing is buffered."""

    def during(self, runs: bool) -> None:
        """Called when an input begins or ends."""
        from minicoro.api import watch

        self._telling = runs and self.on
        watch(self._watcher if self._telling else None)


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
