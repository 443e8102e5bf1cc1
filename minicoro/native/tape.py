"""The events of a dump while they are written, and the numbers of its tasks and things."""

from typing import Any

from minicoro.native.ring import Ring
from minicoro.observe.naming import of_function
from minicoro.observe.stream import Event


class Tape:
    """The events of a dump, in order, with their numbers.  begun: the time of the first event, in nanoseconds."""

    def __init__(self, ring: Ring, begun: int) -> None:
        self.events: list[Event] = []
        self._ring = ring
        self._begun = begun
        self.at = begun
        self.task = 0
        self._told: set[int] = set()
        self._things: dict[int, tuple[int, Any]] = {}  # by the id of a weak reference, to which this refers
        self._numbers = 0
        self.steps: dict[int, int] = {}  # by task: the time of its last event

    def number(self) -> int:
        """A number for an object: tasks and things have even numbers, so that none is used twice."""
        self._numbers += 1
        return self._numbers * 2 + 1

    def emit(self, what: str, /, **fields: Any) -> None:
        if self.task:
            self.tell_task(self.task)
            self.steps[self.task] = self.at
        event: Event = {"n": len(self.events) + 1, "event": what, "t": max(0, (self.at - self._begun) // 1000)}
        if self.task:
            event["task"] = self.task
        event.update([(key, value) for key, value in fields.items() if value is not None and value not in ([], {}, "")])
        self.events.append(event)

    def thing(self, reference: Any) -> int:
        """The number of the object of a weak reference, which `weakref.ref` returns again as long as the object exists."""
        found = self._things.get(id(reference))
        if found is None:
            found = self._things[id(reference)] = (self.number(), reference)
        return found[0]

    def timer(self, at: int, what: str, /, **fields: Any) -> None:
        """An event of a timer; ``due`` is given in nanoseconds."""
        self.at = at
        if "due" in fields:
            fields["due"] = (fields["due"] - self._begun) // 1000
        self.emit(what, **fields)

    def name(self) -> str:
        """The name of the current task; "" if there is none."""
        names = self._ring.tasks.get(self.task // 2)
        return names[0] if names is not None else ""

    def tell_task(self, number: int) -> None:
        if number in self._told:
            return
        self._told.add(number)
        name, qualname, code = self._ring.tasks.get(number // 2, (f"task {number}", "?", None))
        before, self.task = self.task, 0
        self.emit(
            "task created",
            of=number,
            name=name,
            coroutine=of_function(qualname or code.co_qualname, code),
            earlier=True,
        )
        self.task = before
