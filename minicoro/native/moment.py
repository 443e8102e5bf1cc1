"""One moment of a program that other threads run: the events until then, and the tasks and threads as they were then.

If a task went on between the last event and the look at the tasks, a dump would show a lock that nobody has released.
"""

import asyncio
import gc
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from threading import get_ident
from typing import Any

from minicoro.native import picture, threads, trio_tasks, waking
from minicoro.native.ring import CANCEL, DROPPED, OPERATION, RESUME, START, THROW, TIMER, Entry, Ring
from minicoro.native.timers import waiting
from minicoro.observe.deadlock import Wait
from minicoro.observe.keeping import keepers
from minicoro.observe.places import standing
from minicoro.observe.stuck import is_foreign
from minicoro.observe.values import module, type_name
from minicoro.observe.waiting import frame_of, links_of

_TRIES = 5
_LONG = 1.0
"""Seconds after which another thread may ask for the interpreter's lock; a moment takes much less."""


@dataclass
class Moment:
    """at: its time in nanoseconds.  entries: the events until then.  held: as that of the ring.  names, looks: the tasks that
    were not done.  holders: those that hold locks.  kept: by the id of a task, the asynchronous generators that hold what it waits
    for.  judged: those that cannot be woken.  ends: by the id of a future, the seconds until a timer sets it.  work: by the id of a
    task, what becomes of the work of executors that it waits for.  timers: those that wait.  unstarted: the coroutines of the program that have
    not begun.  threads: the frames of the other threads.  asleep: for each loop that sleeps
    although it has work, the number of callbacks and the tasks that these wake.  foreign: the classes of loops that are not asyncio's
    own.  steps: the frames of their running tasks, as in ``threads``.  gone: as that of the ring.  trio: the tasks of trio.  moved: the numbers of the tasks that went on meanwhile, of which only
    this is known; empty unless the program could not be held up.
    """

    at: int
    entries: list[Entry]
    held: dict[tuple[int, int], Any]
    names: picture.Names
    looks: list[picture.Waiting]
    holders: picture.Holders
    kept: dict[int, list[list[Any]]]
    judged: dict[int, tuple[str, Wait]]
    ends: dict[int, float]
    work: dict[int, list[Any]]
    timers: list[Any]
    unstarted: list[Any]
    threads: list[dict[str, Any]]
    asleep: list[tuple[int, list[Any]]]
    foreign: list[str]
    steps: list[list[Any]]
    gone: list[Any]
    trio: list[dict[str, Any]]
    moved: frozenset[int] = frozenset()


def take(ring: Ring) -> Moment:
    """The current moment.  The program's threads are held up meanwhile, as far as the interpreter's lock can do this."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_LONG)
    try:
        for _ in range(_TRIES):
            moment = _look(ring)
            if not moment.moved:
                break
    finally:
        sys.setswitchinterval(before)
    return moment


def _look(ring: Ring) -> Moment:
    at, entries, held = time.monotonic_ns(), list(ring.entries), dict(ring.held)
    tasks = [task for loop in _loops(ring) for task in _tasks(loop)][: picture.MOST_TASKS]
    tasks = sorted([task for task in tasks if not task.done()], key=ring.task_number)
    names = picture.Names(tasks)
    looks = [picture.look(task, names) for task in tasks]
    for one in looks:
        one.tasks = [task for task in one.tasks if not task.done()]  # later, others may be done
    judged, holders = waking.judged(looks, ring), picture.Holders(looks)
    works = threads.Works()
    work = {id(one.task): [each for each in map(works.of, one.futures) if each is not None] for one in looks}
    running, timers = threads.threads(get_ident()), waiting(list(ring.loops))
    unstarted = picture.unstarted()
    moment = Moment(
        at,
        entries,
        held,
        names,
        looks,
        holders,
        _kept(looks, holders, judged),
        judged,
        _ends(tasks),
        work,
        timers,
        unstarted,
        running,
        [found for loop in _loops(ring) if (found := waking.asleep(loop))[0]],
        sorted({f"{module(type(loop))}.{type_name(type(loop))}" for loop in _loops(ring) if is_foreign(loop)}),
        [step for loop in _loops(ring) if is_foreign(loop) and (step := _step(loop)) is not None],
        list(ring.gone),
        trio_tasks.tasks(ring.trio()),
    )
    after = list(ring.entries)
    if after and (not entries or after[-1] is not entries[-1]):
        moment.entries, moment.moved = after, frozenset(_ran(after, entries[-1] if entries else None))
        moment.looks = [one for one in looks if ring.task_number(one.task) not in moment.moved]
    return moment


def _step(loop: Any) -> list[Any] | None:
    """The function, file and line of the outermost frame of the task that runs in a loop; None if none does."""
    task = asyncio.current_task(loop)
    frame = None if task is None else frame_of(task.get_coro())
    return None if frame is None else [frame.f_code.co_qualname, frame.f_code.co_filename, frame.f_lineno]


def runner(entry: Entry, runs: dict[int, int], before: int) -> int:
    """Who has caused an entry of the ring.  runs: by frame, who runs it, which is kept here.  before: who caused the last one."""
    kind, _, offset, frame, _, told = entry
    if kind in (OPERATION, TIMER, CANCEL, DROPPED):
        return offset
    if kind in (START, RESUME, THROW):
        runs[frame] = told[0] if kind == THROW else told
    return runs.get(frame, before)


def _ran(entries: list[Entry], last: Entry | None) -> set[int]:
    """The tasks that have caused the entries after ``last``."""
    runs: dict[int, int] = {}
    found: set[int] = set()
    who = 0
    for entry in entries:
        who = runner(entry, runs, who)
        found.add(who)
        if entry is last:
            found.clear()
    return {number for number in found if number > 0}


def _kept(
    looks: list[picture.Waiting], holders: picture.Holders, judged: dict[int, tuple[str, Wait]]
) -> dict[int, list[list[Any]]]:
    """For each task that waits for a lock or semaphore that no task holds: the function, file and line of the asynchronous
    generators that hold it, and that no other task seems to go on with.
    """
    waits = [one for one in looks if one.acquires and not holders.of(one)]
    found = keepers([one.thing for one in waits], picture.held)
    told = {}
    for one in waits:
        certain = judged.get(id(one.task), ("",))[0] in (waking.NOTHING, waking.NOBODY)
        left = [each for each in found[id(one.thing)] if certain or not _is_used(each, looks, one)]
        told[id(one.task)] = [[each.__qualname__, *place] for each in left if (place := standing(each)) is not None]
    return told


def _is_used(generator: Any, looks: list[picture.Waiting], waits: picture.Waiting) -> bool:
    """Whether a frame of a task that waits for something else refers to a generator."""
    links = [link for one in looks if one.thing is not waits.thing for link in links_of(one.task)[1:]]
    return any([each is generator for link in links for each in gc.get_referents(link)])


def _ends(tasks: Iterable[Any]) -> dict[int, float]:
    """By the id of a future: the seconds until a timer sets it.  Unknown for loops that have no list of timers."""
    found: dict[int, float] = {}
    for loop in {id(task.get_loop()): task.get_loop() for task in tasks}.values():
        for timer in list(getattr(loop, "_scheduled", ())):
            for argument in getattr(timer, "_args", None) or ():
                found[id(argument)] = timer.when() - loop.time()
    return found


def _loops(ring: Ring) -> list[Any]:
    """The loops that run; if none does, those that are not closed."""
    loops = [loop for loop in list(ring.loops) if not loop.is_closed()] if ring.loops else []
    return [loop for loop in loops if loop.is_running()] or loops


def _tasks(loop: Any) -> list[Any]:
    for _ in range(10):  # another thread may make a task meanwhile
        try:
            return sorted(asyncio.all_tasks(loop), key=id)
        except RuntimeError:
            continue
    return []
