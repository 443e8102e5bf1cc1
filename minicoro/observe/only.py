"""A reader in front of another that hands on only some events."""

from minicoro.observe.names import Names
from minicoro.observe.stream import Event, Reader

_ALWAYS = {"trace", "function", "source", "end", "deadlock"}


class Only:
    """Hands on what happens to objects and tasks of certain names, and in them; ``tasks``: nothing inside tasks."""

    def __init__(self, reader: Reader, names: list[str], tasks: bool = False) -> None:
        self._reader = reader
        self._wanted = frozenset(names)
        self._tasks = tasks
        self._names = Names()

    def take(self, event: Event) -> None:
        self._names.take(event)
        if self._passes(event):
            self._reader.take(event)

    def close(self) -> None:
        self._reader.close()

    def _passes(self, event: Event) -> bool:
        name = event["event"]
        if name in _ALWAYS:
            return True
        if self._tasks and not (name.startswith("task ") or name in ("output", "loop error", "switch")):
            return False
        return not self._wanted or self._concerns(event)

    def _concerns(self, event: Event) -> bool:
        objects = [event[key] for key in ("object",) if key in event]
        names = [self._names.of_object(number) for number in objects]
        if not objects:
            for key in ("task", "of"):
                if key in event:
                    names += self._names.of_task(event[key]).split(" ", 1)
        return not self._wanted.isdisjoint(names)
