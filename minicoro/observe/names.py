"""The data that readers of a trace keep: names, functions, sources, waits."""

from dataclasses import dataclass, field
from typing import Any

from minicoro.observe.stream import Event

_MOST_SHOWN = 20


def duration(seconds: float) -> str:
    """A time in a suitable unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        count = seconds / size
        if abs(count) >= 1 or (seconds and unit == "µs"):
            return f"{count:.3g} {unit}" if abs(count) < 999.5 else f"{count:,.0f} {unit}"
    return "0 s"


def counted(number: int, what: str) -> str:
    """A number of things, in words: "1 event", "1,000 events"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def first_of(lines: list[str], most: int) -> list[str]:
    """The first lines, and how many more there are."""
    more = len(lines) - most
    return [*lines[:most], *([f"and {more} more"] if more > 0 else [])]


def own_name(qualname: str) -> str:
    """A qualified name without the names of the enclosing functions."""
    return qualname.rpartition("<locals>.")[2]


def task_title(name: str, coroutine: str) -> str:
    """A task by its name and, in parentheses, its coroutine, if that has another name."""
    return f"{name} ({coroutine})" if coroutine and coroutine.lower() != name.lower() else name


@dataclass
class Thing:
    """An object or a task.

    function: the number of its function.  on: the last object that it waited for.  line: of its last suspension.
    suspended: whether it is suspended since then.  inner: the name of a task's coroutine.  qualname: the whole name of an object.  at: the file
    and line of the call that made it, if known.
    """

    name: str
    kind: str
    function: int = 0
    on: dict[str, Any] = field(default_factory=dict)
    started: bool = False
    line: int = 0
    inner: str = ""
    suspended: bool = False
    qualname: str = ""
    at: tuple[str, int] | None = None


class Names:
    """Gets every event, in order; forgets an object when it has ended, so that memory is proportional to the live objects.

    known: names of tasks whose events are left out.  has_waited: whether a coroutine was ever suspended.
    """

    def __init__(self) -> None:
        self.known: dict[int, str] = {}
        self.has_waited = False
        self.objects: dict[int, Thing] = {}
        self.tasks: dict[int, Thing] = {}
        self.functions: dict[int, Event] = {}
        self.sources: dict[str, list[str]] = {}
        self._over: list[tuple[dict[int, Any], int]] = []
        self._done: list[int] = []

    def take(self, event: Event) -> None:
        """Store the data of the event.  An object that has ended is known until the next event, a task until the loop leaves it."""
        for table, number in self._over:
            table.pop(number, None)
        self._over = []
        name = event["event"]
        learn = _LEARN.get(name)
        if learn is not None:
            learn(self, event)

    def of_object(self, number: int) -> str:
        thing = self.objects.get(number)
        return f"object {number}" if thing is None else thing.name

    def of_task(self, number: int) -> str:
        thing = self.tasks.get(number)
        return self.known.get(number, f"task {number}") if thing is None else thing.name

    def waiting(self, on: dict[str, Any]) -> str:
        """The wait of an object, in words."""
        if "object" in on:
            return self.of_object(on["object"])
        if "task" in on and on["task"] in self.tasks and not on.get("through"):
            return f"task {self.of_task(on['task'])}"
        name: str = on.get("name", "")
        return name

    def chains(self) -> list[str]:
        """Where the coroutines are suspended: a line for each chain, from the outermost coroutine on.  If it is known for what the
        innermost one waits, the line ends with this.  At most 20 lines, of at most 20 coroutines each.
        """
        waiting = [each for each in self.objects.items() if each[1].suspended and each[1].kind == "coroutine"]
        awaited = {thing.on.get("object") for _, thing in waiting}
        return first_of([self._chain(thing) for number, thing in waiting if number not in awaited], _MOST_SHOWN)

    def _chain(self, outermost: Thing) -> str:
        parts: list[str] = []
        thing: Thing | None = outermost
        while thing is not None:
            function = self.functions.get(thing.function)
            parts.append(thing.qualname + (f", {function['file']}:{thing.line}" if function else ""))
            on, thing = thing.on, self.objects.get(thing.on.get("object", 0))
        end = self.waiting(on)
        return " → ".join([*first_of(parts, _MOST_SHOWN), *([end] if end else [])])

    def exit_text(self, thing: Thing | None, state: int) -> str:
        """The source of a suspension, without the temporary for its value."""
        function = None if thing is None else self.functions.get(thing.function)
        if function is None or state >= len(function["states"]):
            return ""
        line: int = function["states"][state]["exit"][0]
        text: str = function["states"][state]["exit"][1]
        lines = self.sources.get(function["file"], [])
        text = text.split(" = ", 1)[1] if text.startswith("$") and " = " in text else text
        return lines[line - 1].strip() if "$" in text and 0 < line <= len(lines) else text

    def _created(self, event: Event) -> None:
        thing = self.objects[event["object"]] = Thing(own_name(event["name"]), event["kind"], event["function"])
        thing.qualname = event["name"]
        thing.at = (event["at"][0], event["at"][1]) if "at" in event else None

    def _task_created(self, event: Event) -> None:
        thing = self.objects.get(event.get("object", 0))
        coroutine = own_name(event["coroutine"]) if thing is None else thing.name
        self.tasks[event["of"]] = Thing(task_title(event["name"], coroutine), "task", inner=coroutine)

    def _task_named(self, event: Event) -> None:
        if event["of"] in self.tasks:
            task = self.tasks[event["of"]]
            task.name = task_title(event["name"], task.inner)

    def _began(self, event: Event) -> None:
        thing = self.objects.get(event["object"])
        if thing is not None:
            thing.started, thing.suspended = True, False

    def _suspended(self, event: Event) -> None:
        thing = self.objects.get(event["object"])
        if thing is not None:
            thing.on, thing.line, thing.suspended = event.get("on", {}), event.get("line", 0), True
            self.has_waited = self.has_waited or thing.kind == "coroutine"

    def _object_over(self, event: Event) -> None:
        self._over.append((self.objects, event["object"]))

    def _task_over(self, event: Event) -> None:
        self._done.append(event.get("task", 0))

    def _switched(self, event: Event) -> None:
        self._over += [(self.tasks, number) for number in self._done]
        self._done = []

    def _function(self, event: Event) -> None:
        self.functions[event["function"]] = event

    def _source(self, event: Event) -> None:
        self.sources[event["file"]] = event["text"].splitlines()


_LEARN = {
    "created": Names._created,
    "started": Names._began,
    "resumed": Names._began,
    "suspended": Names._suspended,
    "returned": Names._object_over,
    "raised": Names._object_over,
    "closed": Names._object_over,
    "dropped": Names._object_over,
    "task created": Names._task_created,
    "task named": Names._task_named,
    "task done": Names._task_over,
    "switch": Names._switched,
    "function": Names._function,
    "source": Names._source,
}
