"""The stream of events: numbered, in one total order, passed to its readers at once (``spec/events.md``)."""

import functools
import time
import weakref
from collections import deque
from collections.abc import Callable
from functools import partial
from threading import RLock, local
from typing import Any, ParamSpec, Protocol

Parameters = ParamSpec("Parameters")

VERSION = 3
"""The version of the schema of events; it changes when a reader for the old one could be wrong."""

Event = dict[str, Any]


class Reader(Protocol):
    """The interface of readers: they get events, one by one, and a call at the end."""

    def take(self, event: Event) -> None: ...
    def close(self) -> None: ...


class _Here(local):
    """The data of this thread.  task: the number of the running task.  number: that of the thread, 0 for the program's first."""

    task = 0
    number = -1


class Stream:
    """Takes events from anywhere, gives each its number and place in time, and hands it to the readers.

    limit: after this many events the stream ends (0: never).  clock: the time in seconds.
    before: is called ahead of each event, to tell of what has been held back.
    look: gives what has changed in the frames of the program, for the event's ``frames``.
    finish: is called by whoever ends the trace, to tell of what is left.
    unneeded: the names of events that no reader looks at; they are not made, and have no numbers.
    on_round: is called by an event loop that is not asyncio's own, as `minicoro.observe.loop.LoopWatcher.begin_round`.
    failures: readers that could not write, and why.  faults: what minicoro itself did wrong.
    Times count from the first event that is of the program.
    An event that arises while another is being handed on (an object dies meanwhile) waits for its turn.
    """

    def __init__(self, readers: list[Reader], limit: int = 0) -> None:
        self.readers = readers
        self.failures: list[tuple[Reader, OSError]] = []
        self.faults: list[Exception] = []
        self.limit = limit
        self.before: Callable[[], object] | None = None
        self.look: Callable[[], Event | None] | None = None
        self.finish: Callable[[], object] = lambda: None
        self.on_round: Callable[[Any, bool], object] = lambda loop, stuck: None
        self.unneeded: frozenset[str] = frozenset()
        self.count = 0
        self.ended = False
        self.clock: Callable[[], float] = time.perf_counter
        self._start: float | None = None
        self._lock = RLock()
        self._here = _Here()
        self._here.number = 0
        self._threads = 0
        self._lost = 0
        self._waiting: deque[Event] = deque()
        self._handing = False

    @property
    def task(self) -> int:
        """The number of the task that runs in this thread; 0: none."""
        return self._here.task

    @task.setter
    def task(self, number: int) -> None:
        self._here.task = number

    def emit(self, name: str, /, **fields: Any) -> None:
        """An event has happened.  Fields that are None or empty are left out."""
        if name in self.unneeded:
            return
        with self._lock:
            if self.before is not None:
                self.before()
            if self.ended:
                return
            told = fields if self.look is None else {**fields, "frames": self.look()}
            if self._lost:
                lost, self._lost = self._lost, 0
                self._add("lost", {"count": lost})
            self._add(name, told)
            if not self._handing:
                self._hand_on()
            if self.limit and self.count >= self.limit:
                self.end("limit")

    def _add(self, name: str, fields: Event) -> None:
        self.count += 1
        event: Event = {"n": self.count, "event": name, "t": self._time(name)}
        if self._here.task:
            event["task"] = self._here.task
        if self._here.number:
            event["thread"] = self._thread()
        event.update([(key, value) for key, value in fields.items() if value is not None and value not in _NOTHING])
        self._waiting.append(event)

    def elapsed(self) -> float:
        """Seconds since the first event of the program."""
        now = self.clock()
        if self._start is None:
            self._start = now
        return now - self._start

    def _time(self, name: str) -> int:
        before = self._start is None and name in _BEFORE_THE_PROGRAM
        return 0 if before else round(self.elapsed() * 1e6)

    def _thread(self) -> int:
        if self._here.number < 0:
            self._threads += 1
            self._here.number = self._threads
        return self._here.number

    def fault(self, error: Exception) -> None:
        """An internal error of minicoro during an event: nothing is reported any more, and the program continues.

        If only the stack or the memory is full, only this event is lost.
        """
        if isinstance(error, RecursionError | MemoryError):
            self._lost += 1
            return
        self.faults.append(error)
        self.ended = True
        self._close()

    def _hand_on(self) -> None:
        self._handing = True
        try:
            while self._waiting:
                self._give(self._waiting.popleft())
        finally:
            self._handing = False

    def _give(self, event: Event) -> None:
        for reader in list(self.readers):
            self._try(reader, partial(reader.take, event))

    def _try(self, reader: Reader, do: Callable[[], object]) -> None:
        """Call a reader; a reader that fails is removed, and the program is not affected."""
        try:
            do()
        except (RecursionError, MemoryError):
            self._lost += 1
        except OSError as error:  # a full disk, a closed pipe
            self.readers.remove(reader)
            self.failures.append((reader, error))
        except Exception as error:
            self.readers.remove(reader)
            self.faults.append(error)

    def end(self, why: str) -> None:
        """Close the readers; later events are ignored.  May be called several times."""
        with self._lock:
            if self.before is not None:
                self.before()
            if self.ended:
                return
            self.ended = True
            self.count += 1
            self._give({"n": self.count, "event": "end", "t": self._time("end"), "why": why})
            self._close()

    def _close(self) -> None:
        for reader in list(self.readers):
            self._try(reader, reader.close)


_NOTHING: tuple[Any, ...] = ([], {})
_BEFORE_THE_PROGRAM = ("trace", "source", "function")


def guarded(method: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """A method of a class with a ``stream``, which never raises in the program that calls it."""

    @functools.wraps(method)
    def call(*args: Parameters.args, **options: Parameters.kwargs) -> None:
        stream: Stream = args[0].stream  # type: ignore[attr-defined]
        if stream.ended:
            return
        try:
            method(*args, **options)
        except RecursionError:
            return  # at the program's own limit: a report of it would raise again, in the program
        except Exception as error:
            stream.fault(error)

    return call


class Numbers:
    """Numbers for objects, by identity, from a counter for all kinds; the entry of a freed object is removed."""

    def __init__(self) -> None:
        self._last = 0
        self._known: dict[int, int] = {}
        self._references: dict[int, Any] = {}

    def new(self, value: object, weak: bool = True) -> int:
        """A number for an object that has none.  Not ``weak``: a reference to the object is kept until `forget`."""
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
        """The number of the object, a new number if it has none."""
        return self._known.get(id(value)) or self.new(value)

    def alive(self) -> list[Any]:
        """The objects with a number and a weak reference, in the order of their numbers."""
        found = [reference() for reference in list(self._references.values())]
        return [value for value in found if value is not None]

    def forget(self, value: object) -> None:
        self._drop(id(value))

    def _drop(self, key: int) -> None:
        self._known.pop(key, None)
        self._references.pop(key, None)
