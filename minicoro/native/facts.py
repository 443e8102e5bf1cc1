"""The facts in a dump, from which `minicoro.native.stuck` finds the cause of a hang."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from minicoro.native.monitoring import is_library
from minicoro.native.picture import MOST_TASKS
from minicoro.observe.names import task_title
from minicoro.observe.source import is_at, last_name, nodes_of
from minicoro.observe.stream import Event

_MOST_NAMES = 5
_RELEASE = re.compile(r"""[.'"]release\b""")
"""A method `release`, also by its name in a string, as for `getattr`."""


@dataclass
class Operation:
    """A call of a method of a lock or similar object.  at: the place of the call, or "" if it is not recorded.  cause: who has
    cancelled a task, in words, if it is the library.
    """

    name: str
    thing: int
    task: int
    t: int
    at: str = ""
    cause: str = ""


@dataclass
class Rest:
    """A time in which a task was suspended: from, to (0: it still is), and the line of its innermost function."""

    begun: int
    line: int
    ended: int = 0


@dataclass
class Step:
    """The longest time in which a task went on without an event: the events before and after it, and the microseconds."""

    task: int
    before: Event
    after: Event
    took: int


@dataclass
class Ended:
    """How the outermost coroutine of a task has ended.  at: the place of the error, or "" if it is not recorded."""

    error: str
    t: int
    at: str


@dataclass
class Facts:
    """The facts in a dump.

    cancelled: for each task, the object and the line into which CancelledError was thrown, if the exception was swallowed.
    thrown: for each task, the object and the line into which an exception was thrown first, and the exception.  repeats: by
    task and line, the times of the suspensions there.  running: for each task whose last event is no suspension and no end, its
    time.  end: the time of the dump.  timers: by number, those that are set.  stopped: by the number of a future, the
    timer that was to set it, if that was cancelled and no other one was set: both events.  requests: for each task, the last
    call of its `cancel()`.  returned: the tasks whose outermost object has returned.  raised: for each task whose last event is
    an error, the error.  roots: the outermost object of each task.  over: the tasks whose outermost object has ended.  dropped:
    the tasks whose coroutine was closed from outside, with the place where it was suspended.  unstarted: for each coroutine that
    has not begun, the place where it was made, or that of its function.  forgotten: the coroutines that were dropped and never
    awaited.  dump: the reason of the dump; ""
    for a trace.  longest: the longest step that is recorded.  asleep: the loops that sleep although they have work.  foreign: the
    classes of loops that are not asyncio's own.  gone: the threads that have ended.  trio: its tasks.
    """

    names: dict[int, str] = field(default_factory=dict)
    waiting: dict[int, Event] = field(default_factory=dict)
    operations: list[Operation] = field(default_factory=list)
    cancelled: dict[int, tuple[int, int]] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    thrown: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    repeats: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    rests: dict[int, list[Rest]] = field(default_factory=dict)
    objects: dict[int, str] = field(default_factory=dict)
    files: dict[int, str] = field(default_factory=dict)
    threads: list[Event] = field(default_factory=list)
    running: dict[int, int] = field(default_factory=dict)
    end: int = 0
    sources: dict[str, str] = field(default_factory=dict)
    timers: dict[int, Event] = field(default_factory=dict)
    stopped: dict[int, tuple[Event, Event]] = field(default_factory=dict)
    requests: dict[int, Operation] = field(default_factory=dict)
    raised: dict[int, Ended] = field(default_factory=dict)
    roots: dict[int, int] = field(default_factory=dict)
    dropped: dict[int, str] = field(default_factory=dict)
    unstarted: dict[int, str] = field(default_factory=dict)
    forgotten: list[Event] = field(default_factory=list)
    over: set[int] = field(default_factory=set)
    returned: set[int] = field(default_factory=set)
    dump: str = ""
    longest: Step | None = None
    asleep: list[Event] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    gone: list[list[Any]] = field(default_factory=list)
    trio: list[Event] = field(default_factory=list)
    _elsewhere: dict[int, bool] = field(default_factory=dict)  # by lock or semaphore
    _before: dict[int, Event] = field(default_factory=dict)  # by task that runs: its last event
    _functions: dict[int, tuple[str, int]] = field(default_factory=dict)
    _tasks: dict[int, int] = field(default_factory=dict)  # by outermost object

    def take(self, event: Event) -> None:
        """Add the facts of an event."""
        what = event["event"]
        if what == "trace":
            self.dump = str(event.get("dump", ""))
        elif what == "task created":
            self.names[event["of"]] = task_title(event["name"], event["coroutine"])
        elif what == "function":
            self._functions[event["function"]] = (event["file"], event["line"])
        elif what == "created":
            self.objects[event["object"]] = event["name"]
            file, line = self._functions.get(event["function"], ("", 0))
            self.files[event["object"]] = file
            made = event.get("at", ())
            self.unstarted[event["object"]] = f"{made[0]}:{made[1]}" if len(made) == 2 else f"{file}:{line}"
        elif what == "waiting":
            self.waiting[event["of"]] = event
        elif what == "dropped":
            self.forgotten.append(event)
        elif what in ("operation", "task cancelled"):
            self._operated(event)
        elif what == "timer set":
            self.timers[event["timer"]] = event
            self.stopped.pop(event.get("future", 0), None)
        elif what == "timer cancelled" and "future" in self.timers.get(event["timer"], {}):
            timer = self.timers[event["timer"]]
            self.stopped[timer["future"]] = (timer, event)
        elif what == "source":
            self.sources[event["file"]] = event["text"]
        elif what == "threads":
            self.threads, self.end = event.get("threads", []), event["t"]
            self.asleep, self.foreign = event.get("asleep", []), event.get("foreign", [])
            self.gone, self.trio = event.get("gone", []), event.get("trio", [])
        if what != "created":
            self.unstarted.pop(event.get("object", 0), None)
        if "task" in event and what != "waiting" and not event.get("earlier"):
            self._went_on(event, event["task"])

    def name(self, task: int) -> str:
        return self.names.get(task, f"task {task}")

    def is_over(self, task: int) -> bool:
        """Whether a task has ended.  A dump has at most `MOST_TASKS` waiting tasks, so others may wait, too."""
        return task not in self.waiting and (task in self.over or len(self.waiting) < MOST_TASKS)

    def place(self, task: int) -> str:
        """The line of the program at which a task waits; of a library, if no frame is the program's."""
        frames = self.waiting.get(task, {}).get("frames", [])
        for function, file, line in [*[each for each in frames[::-1] if not is_library(each[1])], *frames[:1]]:
            return f"{function}, {file}:{line}"
        return "not recorded"

    def place_of(self, o: int, line: int) -> str:
        """A line of the function of an object."""
        return f"{self.objects.get(o, '?')}, {self.files.get(o, '')}:{line}"

    def line(self, file: str, number: int) -> str:
        """A line of a source in the dump; "" if it is not there."""
        lines = self.sources.get(file, "").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def balance(self, thing: int) -> dict[int, int]:
        """For each task, its acquisitions of a lock or semaphore minus its releases."""
        found: dict[int, int] = {}
        for each in self.of(thing):
            if each.name.endswith(("acquire", "release")):
                found[each.task] = found.get(each.task, 0) + (1 if each.name.endswith("acquire") else -1)
        return found

    def acquired(self, thing: int) -> dict[int, int]:
        """For each task, how often it has acquired a lock or semaphore and not released it."""
        return {task: count for task, count in self.balance(thing).items() if count > 0}

    def holders(self, thing: int) -> dict[int, int]:
        """As `acquired`; nothing if tasks release what others have acquired, as the tokens of a rate limiter, or seem to."""
        if min(self.balance(thing).values(), default=0) < 0:
            return {}
        if self._is_released_elsewhere(thing) and not self._is_given_back(thing):
            return {}
        return self.acquired(thing)

    def _is_given_back(self, thing: int) -> bool:
        """Whether a task has released what it had acquired itself: then the function that releases is called by the same tasks."""
        acquired: set[int] = set()
        for each in self.of(thing):
            if each.name.endswith("acquire"):
                acquired.add(each.task)
            elif each.name.endswith("release") and each.task in acquired:
                return True
        return False

    def _is_released_elsewhere(self, thing: int) -> bool:
        """Whether a function calls ``acquire`` of a lock or semaphore and not ``release``, which occurs elsewhere."""
        known = self._elsewhere.get(thing)
        if known is None:
            places = {each.at for each in self.of(thing) if each.name.endswith("acquire") and each.at}
            known = self._elsewhere[thing] = any([self._leaves_release(at) for at in places])
        return known

    def _leaves_release(self, at: str) -> bool:
        file, _, number = at.partition(", ")[2].rpartition(":")
        line, source = int(number or 0), self.sources.get(file, "")
        if ".acquire(" not in self.line(file, line) or not _RELEASE.search("".join(self.sources.values())):
            return False
        functions = [
            node
            for node in nodes_of(source)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and is_at(node, line)
        ]
        return not functions or not _calls_release(functions[-1])

    def acquired_at(self, thing: int, task: int) -> str:
        """The place of the last acquisition, as " in PLACE"; "" if it is not recorded."""
        found = [each.at for each in self.of(thing) if each.task == task and each.name.endswith("acquire")]
        return f" in {found[-1]}" if found and found[-1] else ""

    def of(self, thing: int) -> list[Operation]:
        return [each for each in self.operations if each.thing == thing]

    def ago(self, t: int) -> str:
        """The time between an event and the dump, in words."""
        return f"{max(0, self.end - t) / 1e6:.3f} s before the dump"

    def _operated(self, event: Event) -> None:
        name, task = event.get("name", ""), event.get("task", 0)
        told = Operation(name, event.get("thing", 0), task, event["t"], _place(event), event.get("cause", ""))
        if event["event"] == "operation":
            self.operations.append(told)
        else:
            self.requests[event["of"]] = told

    def _went_on(self, event: Event, task: int) -> None:
        what, o = event["event"], event.get("object", 0)
        self.last[task] = event["t"]
        self._measure(event, task)
        if what in ("suspended", "returned", "raised", "closed"):
            self.running.pop(task, None)
        elif task in self.running or what not in (
            "operation",
            "task cancelled",
        ):  # these are told of libraries' tasks, too
            self.running[task] = event["t"]
        if o and task not in self.roots:
            self.roots[task], self._tasks[o] = o, task
        if o and o == self.roots[task]:
            (self.over.add if what in ("returned", "raised", "closed") else self.over.discard)(task)
            (self.returned.add if what == "returned" else self.returned.discard)(task)
        self._rested(event, task)
        if what == "raised":
            self._failed(event, task)
        elif o:
            self.raised.pop(task, None)
        if what == "resumed":
            self._resumed(event, task)
        elif what == "raised" and "CancelledError" in event.get("error", ""):
            self.cancelled.pop(task, None)
        elif what == "suspended":
            self.repeats.setdefault((task, event.get("line", 0)), []).append(event["t"])

    def _measure(self, event: Event, task: int) -> None:
        """Keep the longest time between two events of a step."""
        before = self._before.pop(task, None)
        took = 0 if before is None else event["t"] - before["t"]
        if before is not None and (self.longest is None or took > self.longest.took):
            self.longest = Step(task, before, event, took)
        if event["event"] in ("started", "resumed"):
            self._before[task] = event

    def _rested(self, event: Event, task: int) -> None:
        rests = self.rests.setdefault(task, [])
        if event["event"] == "suspended":
            if not rests or rests[-1].ended:
                rests.append(Rest(event["t"], event.get("line", 0)))
        elif rests and not rests[-1].ended and event["event"] not in ("operation", "task cancelled"):
            rests[-1].ended = event["t"]

    def _failed(self, event: Event, task: int) -> None:
        self.raised[task] = Ended(event.get("error", ""), event["t"], _place(event))

    def _resumed(self, event: Event, task: int) -> None:
        how, o = event.get("how"), event["object"]
        if how == "throw" and "value" in event:
            self.thrown.setdefault(task, (o, event.get("line", 0), event["value"]))
            if "CancelledError" in event["value"]:
                self.cancelled[task] = (o, event.get("line", 0))
        elif how == "close" and self._tasks.get(o, task) != task:
            self.dropped[self._tasks[o]] = self.place_of(o, event.get("line", 0))


def _place(event: Event) -> str:
    """The place of an event; "" if it is not recorded."""
    return in_words(event.get("at") or ())


def in_words(at: Sequence[Any]) -> str:
    """A function, file and line; "" if they are not recorded."""
    return f"{at[0]}, {at[1]}:{at[2]}" if len(at) == 3 else ""


def _calls_release(function: ast.AST) -> bool:
    """Whether a function calls a method ``release`` itself: not by a function inside of it, nor by giving the method away."""
    for node in ast.iter_child_nodes(function):
        if isinstance(node, ast.Call) and last_name(node.func) == "release":
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and _calls_release(node):
            return True
    return False


def inside(wait: Event, name: str) -> bool:
    """Whether a task is suspended in a method of this class of asyncio, or of a subclass."""
    return any([frame[0] == name and is_library(frame[1]) for frame in wait.get("frames", [])])


def acquires(wait: Event) -> bool:
    """Whether a task waits to acquire a lock or semaphore."""
    return inside(wait, "Lock.acquire") or inside(wait, "Semaphore.acquire")


def several(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def own_frames(frames: list[Any]) -> list[Any]:
    """The frames of the program."""
    return [frame for frame in frames if not is_library(frame[1])]


def is_of_pool(thread: Event) -> bool:
    """Whether a thread is one of a pool of the library."""
    return any([frame[0] == "_worker" and is_library(frame[1]) for frame in thread["frames"]])
