"""Lanes: which task ran when, as text: a column for each task and asynchronous generator, a row for each step."""

from dataclasses import dataclass, field
from typing import Any

from minicoro.observe.places import is_library
from minicoro.observe.screen import width

_MOST_LANES = 5
_MOST_ROWS = 40


@dataclass
class _Lane:
    """state: " " (does not exist) or "│" (waits): the character for the rows of other lanes."""

    name: str
    state: str = "│"


@dataclass
class _Step:
    """The actions of a lane in one step."""

    lane: int
    first: int = 0
    last: int = 0
    end: str = ""


@dataclass
class Lanes:
    """A reader of events.  Only tasks and asynchronous generators have a lane.

    files: the file of each function, by its number; it is kept between runs, because each function is reported once.
    """

    files: dict[int, str] = field(default_factory=dict)
    lanes: dict[int, _Lane] = field(default_factory=dict)
    rows: list[tuple[int, str, str]] = field(default_factory=list)
    _step: _Step | None = None
    _generators: dict[int, _Step] = field(default_factory=dict)
    _library: set[int] = field(default_factory=set)

    def take(self, event: dict[str, Any]) -> None:
        """Process one event."""
        look = getattr(self, "_" + event["event"].replace(" ", "_"), None)
        if look is not None:
            look(event)

    def close(self) -> None:
        """Nothing is buffered."""

    def text(self) -> str:
        """The lanes as text; empty if no task ran."""
        numbers = list(self.lanes)[:_MOST_LANES]
        if not self.rows or not numbers:
            return ""
        column = min(26, max(12, (width() - 2) // len(numbers)))
        lines = ["  " + "".join([self.lanes[number].name[: column - 2].ljust(column) for number in numbers])]
        alive: dict[int, str] = {}
        for number, text, after in self.rows[:_MOST_ROWS]:
            cells = [(text if each == number else alive.get(each, "")) for each in numbers]
            lines.append("  " + "".join([cell[: column - 1].ljust(column) for cell in cells]))
            alive[number] = after
        if len(self.rows) > _MOST_ROWS:
            lines.append(f"  … {len(self.rows) - _MOST_ROWS} rows more")
        return "\n".join([line.rstrip() for line in lines]) + "\n"

    def _row(self, lane: int, text: str, after: str = "│") -> None:
        if lane in self.lanes:
            self.rows.append((lane, text, after))

    # Tasks.

    def _task_created(self, event: dict[str, Any]) -> None:
        if event.get("object"):
            self.lanes[event["of"]] = _Lane(f"{event['coroutine']} ({event['name']})")
            self._row(event["of"], "┬ made")

    def _task_cancelled(self, event: dict[str, Any]) -> None:
        self._row(event["of"], "! asked to cancel")

    def _task_step(self, event: dict[str, Any]) -> None:
        self._step = _Step(event["task"])

    def _task_done(self, event: dict[str, Any]) -> None:
        if self._step is not None:
            failed = event["error"].partition("(")[0] if "error" in event else ""
            self._step.end = "cancelled" if event.get("cancelled") else failed if failed else "ends"

    def _switch(self, event: dict[str, Any]) -> None:
        step, self._step = self._step, None
        if step is None:
            return
        lines = f"line {step.first}" if step.first == step.last or not step.last else f"line {step.first}-{step.last}"
        lines = lines if step.first else ""
        if step.end:
            self._row(step.lane, f"{'┴' if step.end == 'ends' else '✗'} {lines}{', ' if lines else ''}{step.end}", "")
        else:
            self._row(step.lane, f"● {lines or 'inside of asyncio'}")

    # Objects.

    def _function(self, event: dict[str, Any]) -> None:
        self.files[event["function"]] = event["file"]

    def _created(self, event: dict[str, Any]) -> None:
        if is_library(self.files.get(event["function"], "")):
            self._library.add(event["object"])
        elif event["kind"] == "async generator":
            self.lanes[event["object"]] = _Lane(f"{event['name']} (generator)")
            self._generators[event["object"]] = _Step(event["object"])

    def _entered(self, event: dict[str, Any]) -> None:
        generator = self._generators.get(event["object"])
        line = 0 if event["object"] in self._library else event.get("line", 0)
        for step in (generator, self._step if generator is None else None):
            if step is not None and line:
                step.first = step.first or line
                step.last = line

    def _resumed(self, event: dict[str, Any]) -> None:
        self._entered(event)

    def _suspended(self, event: dict[str, Any]) -> None:
        self._entered(event)
        self._leave(event, "waits" if event.get("on") else "yields")

    def _returned(self, event: dict[str, Any]) -> None:
        self._leave(event, "ends")

    def _raised(self, event: dict[str, Any]) -> None:
        self._leave(event, "closed" if event["error"].startswith("GeneratorExit") else "ends")

    def _leave(self, event: dict[str, Any], how: str) -> None:
        step = self._generators.get(event["object"])
        if step is not None:
            over = how in ("ends", "closed")
            self._row(step.lane, f"{'┴' if over else '●'} line {step.last}, {how}", "" if over else "│")
            self._generators[event["object"]] = _Step(step.lane)


class Watching:
    """Passes events to `Lanes` while a program runs; installed once for the process."""

    def __init__(self) -> None:
        from minicoro.observe.loop import LoopWatcher
        from minicoro.observe.stream import Stream
        from minicoro.observe.watcher import Watcher

        self.lanes = Lanes()
        self._watcher = Watcher(Stream([self]), False)
        LoopWatcher(self._watcher).install()

    def take(self, event: dict[str, Any]) -> None:
        """Pass an event on."""
        self.lanes.take(event)

    def close(self) -> None:
        """Nothing is buffered."""

    def begin(self) -> None:
        """Start watching, with empty lanes."""
        from minicoro.api import watch

        self.lanes = Lanes(self.lanes.files)
        watch(self._watcher)

    def end(self) -> str:
        """Stop watching; return the lanes."""
        from minicoro.api import watch

        watch(None)
        return self.lanes.text()
