"""A trace as a sequence diagram in Mermaid's language: which task makes, wakes, awaits and cancels which."""

from typing import Any

from minicoro.observe.names import Names
from minicoro.observe.out_file import OutFile
from minicoro.observe.stream import Event

_LONGEST = 60


class Sequence:
    """Writes a message for each interaction between tasks, or between objects outside of tasks."""

    def __init__(self, path: str) -> None:
        self._file = OutFile(path)
        self._file.write("sequenceDiagram\n  participant P as program\n")
        self._names = Names()
        self._told: set[str] = {"P"}
        self._lines: dict[int, int] = {}  # of objects
        self._inner: dict[int, int] = {}  # of tasks: the object of the last event

    def take(self, event: Event) -> None:
        self._names.take(event)
        self._follow(event)
        write = _WRITE.get(event["event"])
        if write is not None:
            write(self, event)

    def overhear(self, event: Event) -> None:
        """An event that is not drawn, but whose names may be needed."""
        self._names.take(event)

    def close(self) -> None:
        self._file.close()

    def _follow(self, event: Event) -> None:
        """Record the current place of each task."""
        frames = event.get("frames")
        for number, change in frames.items() if isinstance(frames, dict) else ():  # of a dump's `waiting`: a list
            if "line" in change:
                self._lines[int(number)] = change["line"]
        if "object" not in event:
            return
        if event["event"] in ("returned", "raised", "closed", "dropped"):
            self._lines.pop(event["object"], None)
        elif "line" in event:
            self._lines[event["object"]] = event["line"]
        if "task" in event and event["event"] in ("started", "resumed", "entered"):
            self._inner[event["task"]] = event["object"]

    def _place(self, task: int) -> str:
        """The current place of a task, as ", NAME line N"; empty if it is unknown."""
        inner = self._inner.get(task, 0)
        line = self._lines.get(inner)
        return f", {self._names.of_object(inner)} line {line}" if line else ""

    def _actor(self, event: Event) -> str:
        """The task in which an event happened, else the object of the event."""
        if "task" in event:
            return self._task(event["task"])
        return self._object(event["object"])

    def _task(self, number: int) -> str:
        return self._participant(f"T{number}", self._names.of_task(number)) if number else "P"

    def _object(self, number: int) -> str:
        return self._participant(f"O{number}", self._names.of_object(number)) if number else "P"

    def _participant(self, key: str, name: str) -> str:
        if key not in self._told:
            self._told.add(key)
            self._file.write(f"  participant {key} as {quoted(name)}\n")
        return key

    def _message(self, source: str, arrow: str, target: str, text: str) -> None:
        self._file.write(f"  {source}{arrow}{target}: {quoted(text) or '-'}\n")

    def _task_created(self, event: Event) -> None:
        if event.get("earlier"):
            return  # a dump does not know who has made it
        maker = event.get("task", 0)
        self._message(self._task(maker), "->>", self._task(event["of"]), f"makes{self._place(maker)}")

    def _task_scheduled(self, event: Event) -> None:
        """The source of a wake-up: another task, in whose step it happens, or the loop, whose timer or callback it is."""
        if "future" not in event:
            return
        if "by" in event:
            self._message(self._task(event["by"]), "-)", self._task(event["of"]), f"wakes{self._place(event['by'])}")
        else:
            loop = self._participant("L", "event loop")
            cause = f", {event['cause']}" if "cause" in event else ""
            self._message(loop, "-)", self._task(event["of"]), f"wakes{cause}")

    def _task_cancelled(self, event: Event) -> None:
        by = event.get("by", 0)
        cause = f": {event['cause']}" if "cause" in event else self._place(by)
        self._message(self._task(by), "-x", self._task(event["of"]), f"cancels{cause}")

    def _resumed(self, event: Event) -> None:
        if "task" not in event:
            what = "starts" if event["event"] == "started" else event["how"]
            given = f"{what} {event['value']}" if "value" in event else what
            self._message(self._object(event.get("by", 0)), "->>", self._object(event["object"]), given)

    def _suspended(self, event: Event) -> None:
        on = event.get("on", {})
        if "task" not in event:
            told = f"yields {event.get('value', 'None')}"
            self._file.write(f"  Note right of {self._object(event['object'])}: {quoted(told)}\n")
        elif on and "object" not in on:
            line = f" line {event['line']}" if "line" in event else ""
            waits_for = self._names.waiting(on)  # empty in a dump that has forgotten it
            told = f"waits for {waits_for}" if waits_for else "is suspended"
            text = f"{self._names.of_object(event['object'])}{line} {told}"
            self._file.write(f"  Note over {self._actor(event)}: {quoted(text)}\n")

    def _ended(self, event: Event) -> None:
        if "task" not in event:
            told = f"raises {event['error']}" if "error" in event else f"returns {event['value']}"
            self._message(self._object(event["object"]), "-->>", "P", told)

    def _task_done(self, event: Event) -> None:
        told = event.get("error") or ("cancelled" if "cancelled" in event else f"done: {event['value']}")
        self._file.write(f"  Note over {self._task(event['task'])}: {quoted(told)}\n")

    def _output(self, event: Event) -> None:
        if event["text"].strip():
            actor = self._task(event["task"]) if "task" in event else "P"
            self._file.write(f"  Note right of {actor}: » {quoted(event['text'].strip())}\n")


def quoted(text: str) -> str:
    """Text for Mermaid, in one line, cut if it is long."""
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return "".join([each if each.isalnum() or each in " _.,()[]=+*/…»-'" else f"#{ord(each)};" for each in text])


_WRITE: dict[str, Any] = {
    "task created": Sequence._task_created,
    "task scheduled": Sequence._task_scheduled,
    "task cancelled": Sequence._task_cancelled,
    "task done": Sequence._task_done,
    "started": Sequence._resumed,
    "resumed": Sequence._resumed,
    "suspended": Sequence._suspended,
    "returned": Sequence._ended,
    "raised": Sequence._ended,
    "output": Sequence._output,
}
