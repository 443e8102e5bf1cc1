"""Report waiting tasks: a deadlock as soon as it exists, and on request the wait of each task, since when, for what."""

import asyncio
import asyncio.base_events
import re
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from threading import get_ident
from typing import Any

from minicoro.observe.chained import place_of_work
from minicoro.observe.closure import circle
from minicoro.observe.deadlock import Wait, quiet, roots_of, stuck, waits_of
from minicoro.observe.diagnosis import Findings
from minicoro.observe.keeping import held, keepers
from minicoro.observe.names import counted, duration, first_of
from minicoro.observe.places import current_frame, place, place_of_frame, raised_at, standing, task_name
from minicoro.observe.taking import Taking
from minicoro.observe.values import dictionary, short
from minicoro.observe.waiting import current_task

_MOST_SHOWN = 20
_MOST_FAILED = 3
_MOST_LIMITS = 100
"""The number of searches that are made, however long they take, because a time limit ends a wait."""
_EVERY = 0.2
_SHARE = 20
"""The least number of seconds between two searches for deadlocks, and the largest part of the time for them: 1 / `_SHARE`."""


class Stuck:
    """Knows the loops of the process, and since when their tasks wait.

    waits, quiet, held, without_waker: as `deadlock.waits_of`, `deadlock.quiet`, `keeping.held` and `_without_waker`; others for
    tasks that CPython runs.
    """

    quiet: Callable[[Any], bool] = staticmethod(quiet)
    waits: Callable[[Any], list[Wait]] = staticmethod(waits_of)
    held: Callable[[Any], list[Any]] = staticmethod(held)

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.taking = Taking()
        self._loops: list[Any] = []
        self._since: dict[int, tuple[Any, float]] = {}
        self._failed: deque[str] = deque(maxlen=_MOST_FAILED)
        self._next = self._took = 0.0
        self._put_off: dict[int, float] = {}  # by loop: since when it waits without a search
        self._asked: set[int] = set()  # the loops that were woken for a search, and have run nothing since
        self._threads: dict[int, str] = {}  # by ident, the names of the threads that were seen last
        self._gone: deque[str] = deque(maxlen=_MOST_FAILED)  # those of threads that have ended
        self._limits = 0  # the number of searches at time limits
        self._is_over = False  # the main program has ended
        self._told: set[frozenset[int]] = {frozenset()}
        self._reported: set[int] = set()
        self.last_report = 0.0
        self.without_waker: Callable[[Any, list[Any], bool], list[Wait]] = self._without_waker

    def met(self, loop: Any) -> None:
        """A task of a loop was made."""
        if not any([known() is loop for known in self._loops]):
            self._loops = [known for known in self._loops if known() is not None] + [weakref.ref(loop)]

    @property
    def has_met_loop(self) -> bool:
        """Whether a task of asyncio was ever made."""
        return bool(self._loops)

    def loops(self) -> list[Any]:
        return [loop for known in self._loops if (loop := known()) is not None]

    def suspended(self, task: Any) -> None:
        """A step of a task has ended, and the task waits."""
        key = id(task)
        self._since[key] = (weakref.ref(task, lambda _: self._since.pop(key, None)), time.monotonic())

    def ended(self, task: Any) -> None:
        """A task is done."""
        self._since.pop(id(task), None)
        error = None if task.cancelled() else task._exception
        if error is not None:
            at = raised_at(error.__traceback__).partition(":  ")[0]
            self._failed.append(
                f"{task_name(task)} had ended before, with {short(error)}" + (f" at {at}" if at else "")
            )

    # Deadlocks.

    def look(self, loop: Any) -> None:
        """Search for tasks that cannot be woken; called when the loop has nothing ready."""
        self._see_threads()
        idle, now, key = self.quiet(loop), time.monotonic(), id(loop)
        asked = key in self._asked
        self._asked.discard(key)
        if idle or now >= self._next or (asked and key in self._put_off):
            self._search(loop, idle, now)
        elif not asked:  # else it was searched when it woke, and nothing has run since
            self._put_off[key] = now

    def woke(self, loop: Any) -> None:
        """The loop has waited, and nothing has run since: make the search that was put off, if the loop waited long enough."""
        since, now = self._put_off.get(id(loop)), time.monotonic()
        if since is not None and (id(loop) in self._asked or now - since >= _SHARE * self._took):
            self._search(loop, False, now)
        self._put_off.pop(id(loop), None)

    def limited(self, task: Any) -> None:
        """A time limit is about to cancel a task: search if it waits for a lock, itself or through other tasks, because nothing may be
        left of a deadlock afterwards.
        """
        todo, seen = [task], {id(task)}
        while todo and self._limits < _MOST_LIMITS:
            wait = next(iter(self.waits([todo.pop()])), None)
            if wait is not None and wait.method.endswith(".acquire"):
                self._limits += 1
                self._search(task.get_loop(), False, time.monotonic())
                return
            more = [] if wait is None else [each for each in wait.tasks if id(each) not in seen]
            seen.update([id(each) for each in more])
            todo += more

    def stepped(self) -> None:
        """A callback or the step of a task has run in the loop of this thread."""
        if self._asked:
            self._asked.discard(id(asyncio._get_running_loop()))

    def wake_waiting(self) -> None:
        """Wake the loops that have waited for a while, and whose search was put off: nothing else may ever wake them.

        After the end of a thread all loops are woken: it may have been the last that could wake a task.  May be called in any
        thread; each search is made in the thread of its loop.
        """
        ended = self._see_threads()
        for loop in self.loops():
            if ended:
                self._put_off.setdefault(id(loop), time.monotonic())
            since = self._put_off.get(id(loop))
            if since is not None and time.monotonic() - since >= max(_EVERY, _SHARE * self._took):
                self._wake(loop)

    def _see_threads(self) -> bool:
        """Notice which threads have ended since the last call; whether there are any."""
        before, self._threads = self._threads, {}
        for ident, thread in list(threading._active.items()):  # type: ignore[attr-defined]
            name = dictionary(thread).get("_name")
            self._threads[ident] = name if type(name) is str else "?"
        ended = [name for ident, name in before.items() if ident not in self._threads]
        self._gone += ended
        return bool(ended)

    def finish(self) -> None:
        """The main program has ended: make the searches that were put off, of the loops of other threads, in 0.2 s at most."""
        self._is_over = True
        waiting = [loop for loop in self.loops() if id(loop) in self._put_off]
        woken = [id(loop) for loop in waiting if getattr(loop, "_thread_id", 0) != get_ident() and self._wake(loop)]
        end = time.monotonic() + _EVERY
        while any([key in self._put_off for key in woken]) and time.monotonic() < end:
            time.sleep(0.005)

    def _wake(self, loop: Any) -> bool:
        """Let a loop make its search, and return whether it will.

        A callback for this would be seen in the trace, and would count as work of the program.  A loop with ready callbacks is
        not woken: another thread has scheduled them without waking it, and without minicoro it would sleep on.
        """
        wake = getattr(loop, "_write_to_self", None)
        if wake is None or loop._ready or not loop.is_running():
            return False
        if id(loop) not in self._asked:
            self._asked.add(id(loop))
            wake()
        return True

    def _search(self, loop: Any, idle: bool, now: float) -> None:
        tasks = [task for task in asyncio.all_tasks(loop) if not task.done()]
        found = self.without_waker(loop, sorted(tasks, key=task_name), idle)
        if self._is_over:
            found = _in_circle(found)
        self._took = time.monotonic() - now
        self._next = now + max(_EVERY, _SHARE * self._took)
        key = frozenset([id(wait.task) for wait in found])
        if not any([key <= told for told in list(self._told)]):  # another loop may add to it
            self._told.add(key)
            self._tell(found, idle)
        self._put_off.pop(id(loop), None)

    def _without_waker(self, loop: Any, tasks: list[Any], idle: bool) -> list[Wait]:
        """The tasks of a loop that nobody can wake."""
        return stuck(tasks, roots_of(loop), idle, self.taking.of)

    def _tell(self, waits: list[Wait], idle: bool) -> None:
        marks = _marks(waits)
        lines = first_of([_line(wait, marks) for wait in waits], _MOST_SHOWN)
        taken = list({id(one): one for wait in waits for one in wait.taken}.values())
        lines += [str(one) for one in taken[:_MOST_SHOWN]]
        names = {id(wait.task): task_name(wait.task) for wait in waits}
        known = {
            id(wait.task): [id(task) for task in [*wait.tasks, *wait.holders, *wait.wakers] if id(task) in names]
            for wait in waits
        }
        way = circle(known)
        if len(way) > 2:
            lines.append("in a circle: " + " → ".join([names[number] for number in way]))
        else:
            lines += self._failed  # the others may wait for something that they have not done
            lines += [f"thread {name} had ended before" for name in self._gone]
        kept = {} if len(way) > 2 or taken else self._kept(waits)
        lines += kept
        begins = (
            "nothing is ready, no timer runs, and these tasks wait:"
            if idle
            else "nobody can wake these tasks, whatever else runs:"
        )
        end = "the program waits for ever; Ctrl-C ends it" if idle else "the other tasks go on"
        first = next(iter([wait for wait in waits if id(wait.task) in way]), _leaves(waits)[0])
        first = next(iter([wait for wait in waits if _advice_of(wait, waits)]), first)
        at = place(first.filename, first.line) if first.filename else ""
        if idle:
            self._findings.tell()  # what was found before may be the cause
        self._findings.add(
            f"deadlock: {begins}\n     " + "\n     ".join(lines),
            "scheduling/deadlock",
            f"{CLOSE if kept else _advice(waits, way)} ({end})",
            taken[0].at if taken else [*kept.values(), at][0],
            at_once=True,
        )

    def _kept(self, waits: list[Wait]) -> dict[str, str]:
        """The asynchronous generators that hold what tasks wait for, in words, with their places."""
        found = {}
        things = [wait.thing for wait in waits if wait.method.endswith(".acquire") and not wait.holders]
        for generator in [each for kept in keepers(things, self.held).values() for each in kept]:
            file, line = standing(generator) or ("", 0)
            what = f"asynchronous generator {generator.__qualname__} holds it: it is suspended at line {line}, and not closed"
            found[what] = place(file, line)
        return found

    # Reports.

    def report(self, why: str) -> None:
        """Report the wait of each task that is not done."""
        self.last_report = time.monotonic()
        waits = [wait for loop in self.loops() for wait in self.waits(sorted(asyncio.all_tasks(loop), key=task_name))]
        if not waits:
            self._findings.say(f"explain: {why}: no task is there that waits\n")
            return
        lines, marks = [], _marks(waits)
        runs = current_task()
        at = place_of_frame(current_frame())
        for wait in sorted(waits, key=lambda wait: task_name(wait.task)):
            since = self._since.get(id(wait.task))
            lasted = "" if since is None else f", for {duration(round(time.monotonic() - since[1], 3))}"
            if wait.task is runs and at:
                lines.append(f"{task_name(wait.task)}: runs, at {at}")
            else:
                lines.append(_line(wait, marks, lasted, full=True))
        count = counted(len(waits), "task")
        self._findings.say(
            f"explain: {why}: {count} that {'is' if len(waits) == 1 else 'are'} not done:\n     "
            + "\n     ".join(lines)
            + "\n"
        )

    def overdue(self, seconds: float) -> None:
        """Report if a task has waited for longer than this, and was not reported; sleeping tasks do not count."""
        now = time.monotonic()
        new = set()
        for loop in self.loops():
            for wait in self.waits(asyncio.all_tasks(loop)):
                since = self._since.get(id(wait.task))
                if since is not None and now - since[1] >= seconds and wait.method != "sleep" and not wait.ready:
                    new.add(hash((id(wait.task), since[1])))
        if new - self._reported:
            self._reported |= new
            self.report(f"a task has waited for {duration(seconds)}")


def _in_circle(waits: list[Wait]) -> list[Wait]:
    """The waits of tasks that wait for each other: of the others, the main program might have woken some until it ended."""
    way = circle({id(wait.task): [id(task) for task in [*wait.tasks, *wait.holders]] for wait in waits})
    return [wait for wait in waits if id(wait.task) in way]


def _marks(waits: list[Wait]) -> dict[int, str]:
    """Marks for different things with the same name, such as two locks that are both called `b` where they are acquired.

    By the ``id`` of the thing: "lock 1", "lock 2".
    """
    named: dict[str, dict[int, str]] = {}
    for wait in [wait for wait in waits if wait.thing is not None and wait.method and " of " in wait.what]:
        known = named.setdefault(wait.what.partition(",")[0], {})
        known.setdefault(id(wait.thing), f"{_kind(wait)} {len(known) + 1}")
    return {key: mark for known in named.values() if len(known) > 1 for key, mark in known.items()}


def _kind(wait: Wait) -> str:
    """The class in whose method a task waits, in small letters: "bounded semaphore"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", wait.method.partition(".")[0]).lower()


def _line(wait: Wait, marks: dict[int, str], lasted: str = "", full: bool = False) -> str:
    at = f", {wait.filename}:{wait.line}" if full and wait.filename else f", line {wait.line}" if wait.line else ""
    if full and wait.ready:
        return f"{task_name(wait.task)}{at}: runs, or is ready to"
    more = [marks[id(wait.thing)]] if id(wait.thing) in marks else []
    stands = place_of_work(wait.task._fut_waiter) if full else ""
    if stands:
        more.append(stands)
    if wait.holders and not wait.tasks:
        more.append(f"held by {', '.join([task_name(task) for task in wait.holders])}")
    elif wait.wakers and not full:
        more.append(f"only {' or '.join([task_name(task) for task in wait.wakers])} could end that")
    return f"{task_name(wait.task)}{at}{lasted} → {wait.what}" + (f" ({', '.join(more)})" if more else "")


def _advice_of(wait: Wait, waits: list[Wait]) -> str:
    """The advice, if the wait determines it, together with the other waits for the same thing."""
    if any([task is wait.task for task in wait.holders]) and "Semaphore" in wait.method:
        return (
            f"{task_name(wait.task)} holds a place of the semaphore, and waits for another one: "
            "take one place for the whole work, in the outermost function"
        )
    if any([task is wait.task for task in wait.holders]):
        return (
            f"{task_name(wait.task)} holds the lock itself, and a Lock is not re-entrant: "
            "take it once, in the outermost function, and call functions that expect it to be held"
        )
    if wait.method == "Queue.join" and not any(
        [other.method == "Queue.put" for other in waits if other.thing is wait.thing]
    ):
        return "call `task_done()` once for each item that was taken out with `get()`, in a `finally`"
    if wait.method.startswith("Condition.wait") and not is_of_library(wait.method, wait.what):
        return "wait() has released the lock, and nobody will call `notify()`: call it after each change of what is waited for, holding the lock; and look whether it is so before wait(), or use wait_for()"
    return ""


def _advice(waits: list[Wait], way: list[int]) -> str:
    found = next(iter([advice for wait in waits if (advice := _advice_of(wait, waits))]), "")
    if found:
        return found
    kinds = {id(wait.thing): _kind(wait) for wait in waits if id(wait.task) in way and wait.method.endswith(".acquire")}
    if len(kinds) > 1:
        return f"break the circle: take {' and '.join(sorted({kind + 's' for kind in kinds.values()}))} in the same order everywhere"
    if kinds:
        kind = next(iter(kinds.values()))
        return f"break the circle: release the {kind} before waiting for a task that needs the {kind}"
    if way:
        return "break the circle: let no task wait for one that waits for it"
    if any([wait.taken for wait in waits]):
        return (
            "release what was acquired in a `finally`, or write `async with` instead of `acquire()`, which releases it"
        )
    return what_ends([(wait.method, wait.what) for wait in _leaves(waits)])


CLOSE = "close the generator where it is used: `async with contextlib.aclosing(…) as items:` around the `async for`"


def what_ends(waits: list[tuple[str, str]]) -> str:
    """The actions that would end waits, as advice: of each, the method, and what it waits for in words."""
    methods = [method for method, what in waits if not is_of_library(method, what)]
    ends = [_ENDS[method] if method in _ENDS else _ENDS.get(method.partition(".")[0] or "future") for method in methods]
    known = ", and ".join(dict.fromkeys([each for each in ends if each]))
    return f"somebody has to {known}" if known else _UNKNOWN


def is_of_library(method: str, what: str) -> bool:
    """Whether the awaited event or condition belongs to an object of a library, so that it is not the program's to set or notify."""
    kind = method.partition(".")[0]
    return kind in ("Event", "Condition") and (not what.startswith(kind) or ", in " in what)


_UNKNOWN = "find who should have used the object that is awaited (sent, put, released or closed it), and why that did not happen"


_ENDS = {
    "Lock": "release the lock",
    "Semaphore": "release the semaphore, once for each time that it was acquired",
    "BoundedSemaphore": "release the semaphore, once for each time that it was acquired",
    "Queue.get": "put into the queue; or, if all work is done, to cancel the tasks that take from it, or to shut it down",
    "Queue.put": "take out of the full queue: a task that does not end, and never waits to put into the same queue",
    "Queue.join": "call `task_done()` for each item, in a `finally`, and to take the items that are still in the queue",
    "Condition": "call `notify()` or `notify_all()` after each change of what is waited for",
    "Event": "set the event",
    "Barrier": "come to the barrier",
    "future": "set the result of the future",
}
"""For each method in which a task waits, or its class, the action that would end the wait."""


def _leaves(waits: list[Wait]) -> list[Wait]:
    """The tasks that do not only wait for other tasks, or for work of others."""
    found = [wait for wait in waits if not wait.tasks and not wait.holders]
    return [wait for wait in found if wait.method != "Queue.join"] or found or waits


def is_foreign(loop: Any) -> bool:
    """Whether a loop is not asyncio's own, so that there is no event when it has nothing ready."""
    return not isinstance(loop, asyncio.base_events.BaseEventLoop)
