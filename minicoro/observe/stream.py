"""The stream of events: numbered, in one total order, handed to its readers as it goes (``spec/events.md``)."""

import time
import weakref
from collections import deque
from collections.abc import Callable
from threading import RLock, get_ident
from typing import Any, Protocol

VERSION = 2
"""The version of the schema of events; it changes when a reader of the old one could go wrong."""

Event = dict[str, Any]


class Reader(Protocol):
    """Something that takes events, one by one, and is told when there will be no more."""

    def take(self, event: Event) -> None: ...
    def close(self) -> None: ...


class Stream:
    """Takes events from anywhere, gives each its number and place in time, and hands it to the readers.

    limit: after this many events the stream ends (0: never).  clock: the time in seconds.
    before: is called ahead of each event, to tell of what has been held back.
    finish: is called by whoever ends the trace, to tell of what is left.
    on_round: is called by an event loop that is not asyncio's own, as `minicoro.observe.loop.LoopWatcher.begin_round`.
    failures: readers that could not go on, and why.
    An event that arises while another is being handed on (an object dies meanwhile) waits for its turn.
    """

    def __init__(self, readers: list[Reader], limit: int = 0) -> None:
        self.readers = readers
        self.failures: list[tuple[Reader, OSError]] = []
        self.limit = limit
        self.before: Callable[[], object] | None = None
        self.finish: Callable[[], object] = lambda: None
        self.on_round: Callable[[Any, bool], object] = lambda loop, stuck: None
        self.count = 0
        self.ended = False
        self.task = 0
        self.clock: Callable[[], float] = time.perf_counter
        self._start = time.perf_counter()
        self._lock = RLock()
        self._main = get_ident()
        self._waiting: deque[Event] = deque()
        self._handing = False

    def restart_clock(self, clock: Callable[[], float]) -> None:
        """Count time from now on ``clock``."""
        self.clock = clock
        self._start = clock()

    def emit(self, name: str, /, **fields: Any) -> None:
        """An event has happened.  Fields that are None or empty are left out."""
        with self._lock:
            if self.before is not None:
                self.before()
            if self.ended:
                return
            self.count += 1
            event: Event = {"n": self.count, "event": name, "t": round((self.clock() - self._start) * 1e6)}
            if self.task:
                event["task"] = self.task
            if get_ident() != self._main:
                event["thread"] = get_ident()
                event.pop("task", None)
            event.update([(key, value) for key, value in fields.items() if value not in _NOTHING])
            self._waiting.append(event)
            if not self._handing:
                self._hand_on()
            if self.limit and self.count >= self.limit:
                self.end("limit")

    def _hand_on(self) -> None:
        self._handing = True
        try:
            while self._waiting:
                self._give(self._waiting.popleft())
        finally:
            self._handing = False

    def _give(self, event: Event) -> None:
        for reader in list(self.readers):
            try:
                reader.take(event)
            except OSError as error:  # a full disk, a closed pipe: the program is not to suffer from it
                self.readers.remove(reader)
                self.failures.append((reader, error))

    def end(self, why: str) -> None:
        """Close the readers; nothing is taken after this.  May be called more than once."""
        with self._lock:
            if self.before is not None:
                self.before()
            if self.ended:
                return
            self.ended = True
            self.count += 1
            at = round((self.clock() - self._start) * 1e6)
            last: Event = {"n": self.count, "event": "end", "t": at, "why": why}
            self._give(last)
            for reader in self.readers:
                reader.close()


_NOTHING: tuple[Any, ...] = (None, "", [], {})


class Numbers:
    """Numbers for objects, by identity, from a counter that all kinds share; an object that dies frees its entry."""

    def __init__(self) -> None:
        self._last = 0
        self._known: dict[int, int] = {}
        self._references: dict[int, Any] = {}

    def new(self, value: object, weak: bool = True) -> int:
        """A number for an object that had none.  Not ``weak``: it is kept until `forget`."""
        self._last += 1
        key = id(value)
        self._known[key] = self._last
        if weak:
            self._references[key] = weakref.ref(value, lambda _, key=key: self._drop(key))  # type: ignore[misc]
        return self._last

    def known(self, value: object) -> int:
        """The object's number, 0 if it has none."""
        return self._known.get(id(value), 0)

    def of(self, value: object) -> int:
        """The object's number, a new one if it has none."""
        return self._known.get(id(value)) or self.new(value)

    def alive(self) -> list[Any]:
        """The objects that have a number and are held weakly, in the order of their numbers."""
        found = [reference() for reference in list(self._references.values())]
        return [value for value in found if value is not None]

    def forget(self, value: object) -> None:
        self._drop(id(value))

    def _drop(self, key: int) -> None:
        self._known.pop(key, None)
        self._references.pop(key, None)
