"""Why a program hangs, from a dump alone: the tasks and threads at the end, and the events before."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from minicoro.native.monitoring import is_library
from minicoro.observe.diagnosis import Finding
from minicoro.observe.names import task_title
from minicoro.observe.stream import Event

_LOCKING = re.compile(r"^\s*with |\.acquire\(|\.join\(|\.wait\(|\.get\(")
_ALONE, _EACH_OTHER = "this task waits for itself", "these tasks wait for each other"
_MOST_NAMES = 5
_AGAIN = 3
"""After this number of sleeps at one line a task counts as one that sleeps there for ever."""
_LONG = 100_000
"""A step that has lasted so many microseconds blocks the loop; asyncio's own warning has the same limit."""
_SYNC_WAITS = ("wait", "acquire", "result", "join", "_wait_for_tstate_lock", "get", "__enter__", "exception")


@dataclass
class _Operation:
    name: str
    thing: int
    task: int
    t: int


@dataclass
class _Facts:
    """The facts in a dump.

    cancelled: for each task, the object and the line into which CancelledError was thrown, if the exception was swallowed.
    thrown: for each task, the object and the line into which an exception was thrown first, and the exception.  repeats: by
    task and line, the times of the suspensions there.  running: for each task whose last event is no suspension and no end, its
    time.  end: the time of the dump.  timers: by number, those that are set.  stopped: by the number of a future, the
    timer that was to set it, if that was cancelled and no other one was set: both events.
    """

    names: dict[int, str] = field(default_factory=dict)
    waiting: dict[int, Event] = field(default_factory=dict)
    operations: list[_Operation] = field(default_factory=list)
    cancelled: dict[int, tuple[int, int]] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    thrown: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    repeats: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    objects: dict[int, str] = field(default_factory=dict)
    threads: list[Event] = field(default_factory=list)
    running: dict[int, int] = field(default_factory=dict)
    end: int = 0
    sources: dict[str, str] = field(default_factory=dict)
    timers: dict[int, Event] = field(default_factory=dict)
    stopped: dict[int, tuple[Event, Event]] = field(default_factory=dict)

    def name(self, task: int) -> str:
        return self.names.get(task, f"task {task}")

    def place(self, task: int) -> str:
        wait = self.waiting.get(task, {})
        for function, file, line in reversed(wait.get("frames", [])):
            if not is_library(file):
                return f"{function}, {file}:{line}"
        return "not recorded"

    def line(self, file: str, number: int) -> str:
        """A line of a source in the dump; "" if it is not there."""
        lines = self.sources.get(file, "").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def acquired(self, thing: int) -> dict[int, int]:
        """For each task, how often it has acquired a lock or semaphore and not released it."""
        open_: dict[int, int] = {}
        for each in self.of(thing):
            if each.name.endswith(("acquire", "release")):
                open_[each.task] = open_.get(each.task, 0) + (1 if each.name.endswith("acquire") else -1)
        return {task: count for task, count in open_.items() if count > 0}

    def of(self, thing: int) -> list[_Operation]:
        return [each for each in self.operations if each.thing == thing]


class Stuck:
    """A reader: at the end of a dump, it reports the cause of the hang.  only_findings: report nothing if there is no finding."""

    def __init__(self, write: Callable[[str], object], only_findings: bool = False) -> None:
        self._write = write
        self._only_findings = only_findings
        self._facts = _Facts()

    def take(self, event: Event) -> None:
        facts, what = self._facts, event["event"]
        if what == "task created":
            coroutine = event["coroutine"]
            facts.names[event["of"]] = task_title(event["name"], coroutine)
        elif what == "created":
            facts.objects[event["object"]] = event["name"]
        elif what == "waiting":
            facts.waiting[event["of"]] = event
        elif what == "operation":
            facts.operations.append(_Operation(event["name"], event.get("thing", 0), event.get("task", 0), event["t"]))
        elif what == "timer set":
            facts.timers[event["timer"]] = event
            facts.stopped.pop(event.get("future", 0), None)
        elif what == "timer cancelled" and "future" in facts.timers.get(event["timer"], {}):
            timer = facts.timers[event["timer"]]
            facts.stopped[timer["future"]] = (timer, event)
        elif what == "source":
            facts.sources[event["file"]] = event["text"]
        elif what == "threads":
            facts.threads, facts.end = event["threads"], event["t"]
        if "task" in event and what != "waiting":
            self._went_on(event, event["task"])

    def close(self) -> None:
        found = findings(self._facts)
        for finding in found:
            self._write(str(finding))
        if not found and not self._only_findings:
            if not self._facts.threads:
                self._write("explain: a trace does not record what its tasks wait for; see `minicoro explain FILE`\n")
            elif not self._facts.waiting:
                self._write("explain: nothing blocks the program: no task waits\n")
            else:
                self._write("explain: found nothing that blocks the program; its tasks and what they wait for:\n")
            for task, wait in self._facts.waiting.items():
                self._write(
                    f"     {self._facts.name(task)} at {self._facts.place(task)} → {_wait(self._facts, wait)}\n"
                )

    def _went_on(self, event: Event, task: int) -> None:
        facts = self._facts
        if event.get("earlier"):
            return
        facts.last[task] = event["t"]
        if event["event"] in ("suspended", "returned", "raised", "closed"):
            facts.running.pop(task, None)
        else:
            facts.running[task] = event["t"]
        if event["event"] == "resumed" and event.get("how") == "throw" and "value" in event:
            facts.thrown.setdefault(task, (event["object"], event.get("line", 0), event["value"]))
        if event["event"] == "resumed" and event.get("how") == "throw" and "CancelledError" in event.get("value", ""):
            facts.cancelled[task] = (event["object"], event.get("line", 0))
        elif event["event"] == "raised" and "CancelledError" in event.get("error", ""):
            facts.cancelled.pop(task, None)
        elif event["event"] == "suspended":
            key = (task, event.get("line", 0))
            facts.repeats.setdefault(key, []).append(event["t"])


def _wait(facts: _Facts, wait: Event) -> str:
    """The wait of a task, in words."""
    if wait.get("leaf") == "ready":
        return "runs, or is ready to"
    wakes, others = wait.get("wakes_in"), ", ".join([facts.name(task) for task in wait.get("for", [])])
    until = "" if wakes is None else f", which ends in {wakes:.3f} s" if wakes > 0 else ", which is over"
    if others and wait["what"] == "task":
        return f"{others}{until}"
    return f"{wait['what']}{f' (held by {others})' if others and 'Lock' in wait['what'] else f' of {others}' if others else ''}{until}"


def findings(facts: _Facts) -> list[Finding]:
    """The causes of the hang; causes come before their consequences."""
    found = [*_blocked(facts), *_exhausted(facts)]
    for look in (_circles, _swallowed, _unfinished, _leaked, _lost_wake_ups, _stopped, _never_cancelled):
        found += look(facts)
    return found


def _blocked(facts: _Facts) -> list[Finding]:
    """Threads with an event loop whose innermost frame is not the wait of the loop, in a step that is long."""
    begun = min(facts.running.values(), default=max(facts.last.values(), default=0))
    if facts.end - begun < _LONG:
        return []
    found: list[Finding] = []
    blocked: list[Any] = []
    for thread in facts.threads:
        frames = thread["frames"]
        loops = [place for place, frame in enumerate(frames) if frame[0].endswith(("run_forever", "_run_once", "run"))]
        in_loop = [frame for frame in frames if frame[0].endswith("run_forever") or frame[0].endswith("_run_once")]
        inner: list[Any] = frames[-1] if frames else ["", "", 0]
        if not loops or not in_loop or inner[0].endswith(("select", "_run_once", "_poll")):
            continue
        own = [frame for frame in frames if not is_library(frame[1])]
        inside = own[-1] if own and frames.index(own[-1]) > frames.index(in_loop[-1]) else None
        if inside is not None:
            blocked.append((thread, inside, inner))
    for _, inside, inner in blocked:
        how = f" in {inner[0]}" if inner is not inside else ""
        found.append(
            Finding(
                f"an event loop is blocked: its thread stands in {inside[0]}{how}, and nothing else of the loop can run",
                "scheduling/blocked",
                "await instead of blocking, or hand the work to asyncio.to_thread",
                f"{inside[1]}:{inside[2]}",
            )
        )
    return [_across(facts)] if _is_across(facts, blocked) else found


def _is_across(facts: _Facts, blocked: list[Any]) -> bool:
    """Whether a thread with a loop waits for another thread, while a second one waits, too."""
    waits = [each for each in blocked if each[2][0].rsplit(".", 1)[-1] in _SYNC_WAITS or _is_locking(facts, each)]
    return bool(waits) and len([1 for thread in facts.threads if _stands(thread)]) > 1


def _is_locking(facts: _Facts, blocked: Any) -> bool:
    """Whether a thread waits for a lock of `threading`, which has no frame, while another one waits for a loop's result."""
    thread, inside, inner = blocked
    if inside is not inner:
        return False
    others = [frame[0] for each in facts.threads if each is not thread for frame in each["frames"]]
    return bool(_LOCKING.search(facts.line(inside[1], inside[2]))) and "Future.result" in others


def _stands(thread: Event) -> list[Any] | None:
    """The program's frame in which a thread waits for another thread."""
    frames = thread["frames"]
    own = [frame for frame in frames if not is_library(frame[1])]
    if thread.get("dumps") and not any([frame[0].endswith("_run_once") for frame in frames]):
        return None  # it only writes the dump
    if not own or frames[-1][0].endswith(("select", "_run_once")):
        return None
    return list(own[-1])


def _across(facts: _Facts) -> Finding:
    lines = [f"{where[0]}, {where[1]}:{where[2]}" for where in [_stands(each) for each in facts.threads] if where]
    return Finding(
        "deadlock across threads: each of these threads waits for another, one of them inside of an event loop:\n     "
        + "\n     ".join(lines),
        "scheduling/deadlock",
        "never wait for a thread inside of a coroutine: `await asyncio.wrap_future(future)`, or asyncio.to_thread",
    )


def _exhausted(facts: _Facts) -> list[Finding]:
    """Each thread of all pools waits for work that it has submitted to a pool, so that no thread is left for this work."""
    workers = [
        each["frames"]
        for each in facts.threads
        if any([frame[0] == "_worker" and is_library(frame[1]) for frame in each["frames"]])
    ]
    places: list[Any] = []
    for frames in workers:
        own = [frame for frame in frames if not is_library(frame[1])]
        inside = own and "Future.result" in [frame[0] for frame in frames[frames.index(own[-1]) :]]
        if not inside or ".submit(" not in facts.line(own[-1][1], own[-1][2]):
            return []
        places.append(own[-1])
    if not places:
        return []
    lines = [f"{function}, {file}:{line}" for function, file, line in places[:_MOST_NAMES]]
    return [
        Finding(
            f"deadlock across threads: all {len(places)} threads of the pool wait for work that they have submitted to a pool, "
            "and none is left to do it:\n     " + "\n     ".join(lines),
            "scheduling/deadlock",
            "do not wait in a pool's thread for work of the same pool: call the function, or use a second pool",
        )
    ]


def _circles(facts: _Facts) -> list[Finding]:
    graph = {
        task: [*wait.get("for", []), *(facts.acquired(wait.get("thing", 0)) if _inside(wait, "Lock.acquire") else ())]
        for task, wait in facts.waiting.items()
    }
    for start in graph:
        way = _way_back(graph, start)
        if way:
            lines = [
                f"{facts.name(task)} holds {_held(facts, task)} and waits for {facts.waiting[task]['what']} at {facts.place(task)}"
                for task in way
            ]
            return [
                Finding(
                    f"deadlock: {_ALONE if len(way) == 1 else _EACH_OTHER}:\n     " + "\n     ".join(lines),
                    "scheduling/deadlock",
                    "an asyncio lock cannot be taken twice: split the function, and let its inner part expect the lock"
                    if len(way) == 1
                    else "take locks in the same order everywhere; let no task wait for one that waits for it",
                )
            ]
    return []


def _held(facts: _Facts, task: int) -> str:
    held = dict(facts.waiting[task].get("holds", []))
    for other, wait in facts.waiting.items():
        if _inside(wait, "Lock.acquire") and task in facts.acquired(wait.get("thing", 0)):
            held.setdefault(wait.get("thing", 0), f"the {wait['what'].split()[0]} that {facts.name(other)} waits for")
    return ", ".join(held.values()) or "no lock"


def _way_back(graph: dict[int, list[int]], start: int) -> list[int]:
    """A path in the graph from a task back to itself."""
    ways = [[start]]
    seen: set[int] = set()
    while ways:
        way = ways.pop()
        for following in graph.get(way[-1], []):
            if following == start:
                return way
            if following in graph and following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def _swallowed(facts: _Facts) -> list[Finding]:
    """Tasks into which a CancelledError was thrown, and that still wait."""
    return [
        Finding(
            f"task {facts.name(task)} was asked to cancel, caught CancelledError in "
            f"{facts.objects.get(facts.cancelled[task][0], '?')}, line {facts.cancelled[task][1]}, and went on; "
            f"it waits for {wait['what']}{_waited_for(facts, task)}",
            "scheduling/swallowed-cancellation",
            "let CancelledError go on: after cleaning up in `except asyncio.CancelledError`, `raise`",
            facts.place(task),
        )
        for task, wait in facts.waiting.items()
        if task in facts.cancelled and wait.get("cancelling")
    ]


def _waited_for(facts: _Facts, task: int) -> str:
    waiting = [facts.name(other) for other, wait in facts.waiting.items() if task in wait.get("for", [])]
    return f"; {', '.join(waiting)} waits for it" if waiting else ""


def _unfinished(facts: _Facts) -> list[Finding]:
    found = []
    for task, wait in facts.waiting.items():
        if not _inside(wait, "Queue.join"):
            continue
        operations = facts.of(wait.get("thing", 0))
        gets = [each for each in operations if each.name == "Queue.get_nowait"]
        done = [each for each in operations if each.name == "Queue.task_done"]
        if len(gets) > len(done):
            takers = dict.fromkeys([facts.name(each.task) for each in gets])
            found.append(
                Finding(
                    f"{facts.name(task)} waits in join() of {wait['what']}: {len(gets)} {'item was' if len(gets) == 1 else 'items were'} taken, and "
                    f"task_done() was called {len(done)} time{'' if len(done) == 1 else 's'}; taken by {', '.join(takers)}",
                    "scheduling/future",
                    "call task_done() after each get(), also where handling the item fails: in a `finally`",
                    facts.place(task),
                )
            )
    return found


def _leaked(facts: _Facts) -> list[Finding]:
    """Locks and semaphores that a task has acquired and not released, and that no ``async with`` of the task holds."""
    found = []
    for thing in dict.fromkeys([wait.get("thing", 0) for wait in facts.waiting.values()]):
        waiters = [task for task, wait in facts.waiting.items() if wait.get("thing", 0) == thing and thing]
        wait = facts.waiting[waiters[0]] if waiters else {}
        if not waiters or not (_inside(wait, "Semaphore.acquire") or _inside(wait, "Lock.acquire")):
            continue
        open_ = facts.acquired(thing)
        gone = [task for task in open_ if task not in facts.waiting]
        if gone:
            names = "".join([f"\n     {facts.name(task)}: {_ended(facts, task)}" for task in gone[:_MOST_NAMES]])
            found.append(
                Finding(
                    f"{wait['what']} was acquired and never released by {_tasks_that(gone)}:{names}\n"
                    f"   waiting for it: {_several([facts.name(task) for task in waiters])}",
                    "scheduling/deadlock",
                    "use `async with`, which releases it however the block ends",
                    facts.place(waiters[0]),
                )
            )
    return found


def _tasks_that(gone: list[int]) -> str:
    return "a task that is over" if len(gone) == 1 else f"{len(gone)} tasks that are over"


def _ended(facts: _Facts, task: int) -> str:
    """The known facts about the end of a task."""
    if task not in facts.last:
        return "acquired before the first event that was kept; how it ended is not recorded"
    thrown = facts.thrown.get(task)
    if thrown is None:
        return "it has ended without a release()"
    return f"{thrown[2].partition('(')[0]} was thrown into {facts.objects.get(thrown[0], '?')} at line {thrown[1]}, after acquire()"


def _several(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _lost_wake_ups(facts: _Facts) -> list[Finding]:
    found = []
    for task, wait in facts.waiting.items():
        if not (_inside(wait, "Event.wait") or _inside(wait, "Condition.wait")):
            continue
        since = facts.last.get(task, 0)
        wakes = [
            each
            for each in facts.of(wait.get("thing", 0))
            if each.name in ("Event.set", "Condition.notify") and each.t <= since
        ]
        if wakes and not _comes_again([each.t for each in wakes], facts.end):
            call = "set() and then cleared" if wakes[-1].name == "Event.set" else "notify()"
            found.append(
                Finding(
                    f"lost wake-up: {wait['what']} was told {call} by {facts.name(wakes[-1].task)} "
                    f"{(since - wakes[-1].t) / 1e6:.3f} s before {facts.name(task)} began to wait for it; nobody has told it since",
                    "scheduling/future",
                    "keep what has happened in a variable, and wait in a loop until it is so; do not clear() an event "
                    "that others still have to see",
                    facts.place(task),
                )
            )
    return found


def _comes_again(times: list[int], end: int) -> bool:
    """Whether a wake-up comes again and again, so that the next one is still expected."""
    gaps = [after - before for before, after in itertools.pairwise(times)]
    return len(times) >= _AGAIN and end - times[-1] <= 2 * max(gaps)


def _stopped(facts: _Facts) -> list[Finding]:
    """Tasks that wait for a future whose timer was cancelled, longer than until its deadline."""
    found = []
    for task, wait in facts.waiting.items():
        timer, cancelled = facts.stopped.get(wait.get("thing", 0), ({}, {}))
        if timer and timer["due"] <= facts.end:
            by = facts.name(cancelled["task"]) if "task" in cancelled else "no task"
            found.append(
                Finding(
                    f"{facts.name(task)} waits for {wait['what']}; the timer that was to end this wait after "
                    f"{timer['delay']:.3f} s ({timer['name']}) was cancelled by {by}, and no other one was set",
                    "scheduling/future",
                    "set or cancel the future where its timer is cancelled",
                    facts.place(task),
                )
            )
    return found


def _never_cancelled(facts: _Facts) -> list[Finding]:
    """A task that waits for work for ever, while another task waits for its end."""
    found = []
    for task, wait in facts.waiting.items():
        slept = facts.repeats.get((task, wait.get("line", 0)), [])
        if wait.get("cancelling") or not (
            _inside(wait, "Queue.get") or (_inside(wait, "sleep") and len(slept) >= _AGAIN)
        ):
            continue
        how = (
            f"which waits for an item of {wait['what']}; nothing is in the queue"
            if _inside(wait, "Queue.get")
            else f"which sleeps again and again ({len(slept)} times are recorded)"
        )
        waiting = [other for other, each in facts.waiting.items() if task in each.get("for", [])]
        if not _inside(wait, "Queue.get"):  # who waits from the beginning wants it to run for ever
            waiting = [other for other in waiting if facts.last.get(other, 0) > slept[0]]
        if waiting:
            found.append(
                Finding(
                    f"{facts.name(waiting[0])} waits for the end of {facts.name(task)}, {how}, and nobody has asked the "
                    "task to cancel",
                    "scheduling/future",
                    "when the work is done, cancel() the workers before waiting for them, or shut the queue down",
                    facts.place(task),
                )
            )
    return found


def _inside(wait: Event, name: str) -> bool:
    """Whether a task is suspended in a method of this class of asyncio, or of a subclass."""
    return any([frame[0] == name and is_library(frame[1]) for frame in wait.get("frames", [])])
