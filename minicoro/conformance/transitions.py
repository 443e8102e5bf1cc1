"""Transitions: the visible steps of a suspended object, in the same words for minicoro and CPython.

CPython reports them by ``sys.monitoring`` or ``sys.settrace`` (`cpython_tracer`, which writes them in this form), minicoro by
its stream of events (``spec/events.md``), which is translated here.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple


class Transition(NamedTuple):
    """One step of one object: the number of the object in the order of their starts, its function, and the line.

    what: "start", "resume" (a value was sent), "throw" (an exception was thrown in, or it was closed), "yield" (it suspended),
    "return" or "unwind" (an exception left it).
    """

    what: str
    object: int
    name: str
    line: int

    def text(self) -> str:
        place = f" line {self.line}" if self.line else ""
        return f"{self.what:7} {self.name} #{self.object}{place}"


def read(path: Path) -> list[Transition]:
    """The transitions in a file: of minicoro's trace, or of the tracer."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if lines and "event" in lines[0]:
        return of_events(lines)
    return [Transition(*line) for line in lines]


def without_throws(found: Iterable[Transition]) -> list[Transition]:
    """The same transitions with every "throw" as a "resume", as CPython 3.11 reports it."""
    return [one._replace(what="resume") if one.what == "throw" else one for one in found]


def of_events(events: Iterable[dict[str, Any]]) -> list[Transition]:
    """minicoro's events as transitions."""
    translation = _Translation()
    for event in events:
        translation.take(event)
    return translation.found


class _Translation:
    """The known facts about the objects so far.

    An exception that is thrown into a chain of delegations goes to the innermost object; an outer object is resumed when its
    delegate has ended.  If the delegate ended with a value, the outer object is resumed by a throw of StopIteration, which the
    delegation handles; 3.11 reports nothing of that.  From 3.13 on an object that is suspended at a ``yield`` outside of any
    ``try`` is closed without being resumed; but from 3.13.12 on CPython resumes it if a tool is told of exceptions that leave frames.
    """

    def __init__(self) -> None:
        self.found: list[Transition] = []
        self._functions: dict[int, dict[str, Any]] = {}
        self._tells_closing = False
        self._lines: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._order: dict[int, int] = {}
        self._tells_return = True
        self._returned = 0
        self._delegates: dict[int, int] = {}

    def take(self, event: dict[str, Any]) -> None:
        name = event["event"]
        if name == "trace":
            version = [int(part) for part in event["python"].split(".")]
            self._tells_closing = version >= [3, 13, 12]
            self._tells_return = version >= [3, 12]
        elif name == "function":
            self._functions[event["function"]] = event
        elif name == "created":
            self._names[event["object"]] = self._functions[event["function"]]["name"]
        elif name == "started":
            # Nothing of an object runs that is thrown into before its start.  At the recursion limit, its creation may be unknown.
            if event.get("how", "send") == "send" and event["object"] in self._names:
                self._order[event["object"]] = len(self._order) + 1
                self._add("start", event)
        elif event.get("object") in self._order:
            self._step(name, event)

    def _step(self, name: str, event: dict[str, Any]) -> None:
        number = event["object"]
        returned, self._returned = self._returned, number if name == "returned" else 0
        if name == "suspended":
            self._delegates[number] = event.get("on", {}).get("object", 0)
            self._lines[number] = event.get("line", 0)
        if name == "closed":
            if self._tells_closing:
                self._add("throw", {**event, "line": self._lines.get(number, 0)})
                self._add("unwind", event, False)
        elif name == "resumed" and event.get("how", "send") != "send":
            # A GeneratorExit that is thrown has closed the delegate, whatever that returned.
            by_return = returned and self._delegates.get(number) == returned
            exits = event["how"] == "close" and not event.get("ending")
            if self._tells_return or exits or not by_return:
                self._add("throw", event)
        elif name == "resumed":
            self._add("resume", event)
        elif name == "suspended":
            self._add("yield", event)
        elif name in ("returned", "raised"):
            self._add("return" if name == "returned" else "unwind", event, False)

    def _add(self, what: str, event: dict[str, Any], with_line: bool = True) -> None:
        number = event["object"]
        line = event.get("line", 0) if with_line else 0
        self.found.append(Transition(what, self._order[number], self._names[number], line))
