"""A timeline in the Trace Event Format, which Perfetto and chrome://tracing open.

Each task is a track, with a slice for each of its steps and, inside of it, a slice for each object that ran; arrows lead from
the task that woke a task to the step.  Code outside of tasks has a track of its own.
"""

from typing import Any

from minicoro.observe.json_lines import encode
from minicoro.observe.names import Names
from minicoro.observe.out_file import OutFile
from minicoro.observe.stream import Event

_PID = 1


class Perfetto:
    """Writes the slices as they begin and end."""

    def __init__(self, path: str) -> None:
        self._file = OutFile(path)
        self._file.write('{"displayTimeUnit":"ms","traceEvents":[\n')
        self._first = True
        self._names = Names()
        self._open: dict[int, list[str]] = {}
        self._waking: dict[int, int] = {}
        self._time = 0
        self._put({"ph": "M", "name": "process_name", "pid": _PID, "args": {"name": "minicoro"}})
        self._name_track(0, "outside of tasks")

    def take(self, event: Event) -> None:
        self._names.take(event)
        self._time = max(self._time, event["t"])
        name = event["event"]
        track = event.get("task", 0)
        if name in ("started", "resumed"):
            self._begin(track, self._names.of_object(event["object"]), event)
        elif name in ("suspended", "returned", "raised"):
            self._finish(track, event)
        elif name == "task created":
            self._name_track(event["of"], self._names.of_task(event["of"]))
        elif name == "task scheduled" and "future" in event:
            self._flow("s", event.get("by", 0), event["n"])
            self._waking[event["of"]] = event["n"]
        elif name == "task step":
            self._step(track)
        elif name == "switch" and "before" in event:
            if not track or track in self._open:  # else: the first step of an eager task, in between
                self._end_all(event["before"])
        elif name in ("output", "task cancelled", "loop error", "deadlock", "timer run"):
            self._instant(track, event)

    def overhear(self, event: Event) -> None:
        """An event that is not drawn, but whose names may be needed."""
        self._names.take(event)

    def close(self) -> None:
        for track in list(self._open):
            self._end_all(track)
        self._file.write("\n]}\n")
        self._file.close()

    def _put(self, record: dict[str, Any]) -> None:
        self._file.write(("" if self._first else ",\n") + encode(record))
        self._first = False

    def _name_track(self, track: int, name: str) -> None:
        self._put({"ph": "M", "name": "thread_name", "pid": _PID, "tid": track, "args": {"name": name}})
        order = {"sort_index": track}
        self._put({"ph": "M", "name": "thread_sort_index", "pid": _PID, "tid": track, "args": order})

    def _begin(self, track: int, name: str, event: Event) -> None:
        self._open.setdefault(track, []).append(name)
        arguments = {key: event[key] for key in ("n", "line", "value", "how", "state") if key in event}
        self._put({"ph": "B", "name": name, "pid": _PID, "tid": track, "ts": self._time, "args": arguments})

    def _finish(self, track: int, event: Event) -> None:
        stack = self._open.get(track)
        if stack:
            stack.pop()
            arguments: dict[str, object] = {key: event[key] for key in ("value", "error") if key in event}
            if "on" in event:
                arguments["waits for"] = self._names.waiting(event["on"])
            self._put({"ph": "E", "pid": _PID, "tid": track, "ts": self._time, "args": arguments})

    def _step(self, track: int) -> None:
        self._open.setdefault(track, []).append("step")
        self._put({"ph": "B", "name": "step", "pid": _PID, "tid": track, "ts": self._time})
        if track in self._waking:
            self._flow("f", track, self._waking.pop(track))

    def _end_all(self, track: int) -> None:
        for _ in self._open.pop(track, []):
            self._put({"ph": "E", "pid": _PID, "tid": track, "ts": self._time})

    def _flow(self, phase: str, track: int, number: int) -> None:
        flow = {"ph": phase, "name": "wakes", "cat": "wake", "id": number, "pid": _PID, "tid": track, "ts": self._time}
        self._put({**flow, "bp": "e"} if phase == "f" else flow)

    def _instant(self, track: int, event: Event) -> None:
        told = event.get("text", event.get("message", event.get("name", "")))
        name = f"{event['event']}: {told}".strip(": \n")[:80]
        self._put({"ph": "i", "s": "t", "name": name, "pid": _PID, "tid": track, "ts": self._time})
