"""A reader that passes only some events on to another reader."""

from fnmatch import fnmatchcase

from minicoro.observe.names import Names
from minicoro.observe.stream import Event, Reader

_ALWAYS = {"trace", "function", "source", "end", "deadlock", "lost"}
_OF_TASKS = ("task created", "task named", "task scheduled", "task cancelled", "never retrieved")


class Only:
    """Passes on the events of tasks and objects with certain names, and all events inside of them.

    names: those of tasks and functions, or patterns as in ``fnmatch``.  tasks: no events inside of tasks.  matched: whether a
    name has matched.
    """

    def __init__(self, reader: Reader, names: list[str], tasks: bool = False) -> None:
        self._reader = reader
        self._wanted = names
        self._tasks = tasks
        self._names = Names()
        self._running: dict[int, list[int]] = {}
        self._inside: set[int] = set()  # objects and tasks that are wanted, and objects that were made in them
        self._seen: dict[str, None] = {}
        self.matched = False

    def take(self, event: Event) -> None:
        self._names.take(event)
        passes = self._passes(event)
        self._run(event)
        if passes:
            self._reader.take(event)
        else:
            overhear = getattr(self._reader, "overhear", None)
            if overhear is not None:
                overhear(event)

    def close(self) -> None:
        self._reader.close()

    def there_is(self) -> str:
        """The names that occurred, for a user whose name has not matched."""
        names = list(self._seen)
        more = len(names) - 30
        return ", ".join([*names[:30], *([f"{more} more"] if more > 0 else [])]) or "nothing"

    def _passes(self, event: Event) -> bool:
        name = event["event"]
        self._learn(event)
        if name in _ALWAYS:
            return True
        if self._tasks and not (name.startswith("task ") or name in ("output", "loop error", "switch")):
            return False
        return not self._wanted or self._concerns(event)

    def _learn(self, event: Event) -> None:
        """A new task or object: decide whether it is wanted."""
        if event["event"] in ("task created", "task named"):
            name = event.get("name", "")
            self._seen[name] = None
            whole = self._names.of_task(event["of"])
            if self._is_wanted(name) or self._is_wanted(whole) or event.get("object") in self._inside:
                self._inside.add(event["of"])
        elif event["event"] == "created":
            self._seen[event["name"]] = None
            if self._is_wanted(event["name"]):
                self._inside.add(event["object"])

    def _is_wanted(self, name: str) -> bool:
        found = any([fnmatchcase(name, wanted) for wanted in self._wanted])
        self.matched = self.matched or found
        return found

    def _concerns(self, event: Event) -> bool:
        """Whether an event is about a wanted task or object, or happens while one runs."""
        if event["event"] in _OF_TASKS:
            return event["of"] in self._inside
        if event["event"] == "switch":
            return not self._inside.isdisjoint((event.get("task", 0), event.get("before", 0)))
        running = [*self._running.get(event.get("thread", 0), []), event.get("task", 0), event.get("object", 0)]
        return not self._inside.isdisjoint(running)

    def _run(self, event: Event) -> None:
        """Record the running object; objects that a wanted object drives or makes are wanted, too."""
        name, number = event["event"], event.get("object", 0)
        running = self._running.setdefault(event.get("thread", 0), [])
        if name in ("started", "resumed"):
            running.append(number)
        elif name in ("suspended", "returned", "raised") and number in running:
            del running[running.index(number) :]
        elif name == "created" and not self._inside.isdisjoint((*running, event.get("task", 0))):
            self._inside.add(number)
        if name in ("returned", "raised", "closed", "dropped"):
            self._inside.discard(number)
