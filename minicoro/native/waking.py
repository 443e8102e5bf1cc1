"""The tasks that nobody can wake, in a program that CPython runs: `minicoro.observe.deadlock` judges their waits."""

import asyncio
import os
import select
import sys
from collections.abc import Callable, Sequence
from threading import get_ident
from types import FrameType
from typing import Any

from minicoro.native import picture
from minicoro.native.monitoring import is_library, is_program
from minicoro.native.ring import Ring
from minicoro.observe.chained import work_of
from minicoro.observe.deadlock import (
    WAKERS,
    Wait,
    add_taken,
    at_end,
    find_holders,
    forsaken,
    in_library,
    quiet,
    roots_of,
    without_end,
)
from minicoro.observe.naming import of_host_wait
from minicoro.observe.places import outwards, task_name
from minicoro.observe.reach import At
from minicoro.observe.taking import Taken
from minicoro.observe.waiting import frame_of, is_future, is_task, links_of, task_of

NOTHING, NOBODY, UNKNOWN = "nothing runs", "nobody", "nothing known"
"""Why a task is not woken: nothing else of the loop can run; whatever else runs, it cannot wake the task; nothing known refers to
the object that it waits for.
"""

_MOST = 200
_LATE = 1.0
"""Seconds after its deadline at which a timer must have run, also on a busy machine."""
_HERE = os.path.dirname(__file__)


def judged(looks: Sequence[picture.Waiting], ring: Ring) -> dict[int, tuple[str, Wait]]:
    """By the id of a task that is not woken, the reason and the wait; nothing for tasks that may be.

    It examines at most some 20,000 objects for each question, and no code of the program runs.  Of more than 200 tasks nothing
    is said: this would take seconds.
    """
    if len(looks) > _MOST:
        return {}
    found: dict[int, tuple[str, Wait]] = {}
    loops = {id(one.task.get_loop()): one.task.get_loop() for one in looks}
    for loop in loops.values():
        waits = [_wait(one) for one in looks if one.task.get_loop() is loop]
        _add_acquired(waits, ring)
        find_holders(waits)
        ours, stack = _own_threads(loop), _stack(loop)
        if stack is None:
            continue  # the loop does not run
        step = _in_step(stack)
        roots = [*roots_of(loop, ours), *([step] if step is not None else [])]
        idle = step is None and quiet(loop, ours)
        for wait in forsaken(waits, roots) if isinstance(loop, asyncio.BaseEventLoop) and not idle else ():
            future = wait.task._fut_waiter
            is_ours = wait.method in WAKERS or wait.thing is future  # it is no object of another library
            if is_ours and work_of(future) is None:  # no thread, process or other loop sets it
                found[id(wait.task)] = (UNKNOWN, wait)
        for wait in without_end(waits, roots, idle):
            found[id(wait.task)] = (NOTHING if idle else NOBODY, wait)
    return found


def waits_of(tasks: Sequence[Any]) -> list[Wait]:
    """As `minicoro.observe.deadlock.waits_of`, for tasks that CPython runs."""
    names = picture.Names(tasks)
    found = []
    for one in [picture.look(task, names) for task in tasks]:
        wait = _wait(one)
        wait.what = _words(one, names)
        for name, file, line in [frame for frame in one.frames if not is_library(frame[1])][-1:]:
            wait.name, wait.filename, wait.line = name, file, line
        found.append(wait)
    find_holders(found)
    return found


def _words(one: picture.Waiting, names: picture.Names) -> str:
    """The wait of a task, in the words of a trace, with the variable that refers to the thing."""
    if is_task(one.future):
        return f"task {task_name(one.future)}"
    links = links_of(one.task)[1:]
    frames = [frame_of(link) for link in links]
    own = [number for number, frame in enumerate(frames) if frame is not None and is_program(frame.f_code)]
    after = links[own[-1] + 1 :] if own else links
    kind, comma, state = of_host_wait(after[0] if after else None, one.future).partition(",")
    name = names.of(one.thing)
    return f"{kind} of {name}{comma}{state}" if name and "." in kind else f"{kind}{comma}{state}"


def asleep(loop: Any) -> tuple[int, list[Any]]:
    """For a loop that sleeps although it has work, because another thread has handed that over without waking it: the number of
    callbacks that are ready or due, and the tasks among them.  (0, []) for any other loop.
    """
    frame = _stack(loop)
    if frame is None or frame.f_code.co_name != "select" or not isinstance(loop, asyncio.SelectorEventLoop):
        return 0, []
    due = loop.time() - _LATE
    handles = [
        *[each for each in list(loop._ready) if not each._cancelled],  # type: ignore[attr-defined]
        *[each for each in list(loop._scheduled) if not each._cancelled and each._when < due],  # type: ignore[attr-defined]
    ]
    if not handles or frame.f_locals.get("timeout") == 0 or _is_about_to_wake(loop):
        return 0, []
    return len(handles), [task for each in handles if (task := task_of(each._callback)) is not None]


def _is_about_to_wake(loop: Any) -> bool:
    """Whether a loop has been told to wake, or a thread is about to tell it; also if this cannot be known."""
    try:
        told = bool(select.select([loop._ssock], [], [], 0)[0])
    except (OSError, ValueError):
        return True
    frames = list(sys._current_frames().values())
    names = [at.f_code.co_name for frame in frames for at in outwards(frame)]
    return told or "call_soon_threadsafe" in names or "_write_to_self" in names


def idle(loop: Any) -> bool:
    """Whether nothing of a loop that waits can run."""
    return quiet(loop, _own_threads(loop))


def without_waker(
    tasks: Sequence[Any], loop: Any, idle: bool, taken: Callable[[Any], list[Taken]], at: At
) -> list[Wait]:
    """The waits of tasks of a loop that nobody can wake; called in the loop's thread, when the loop waits.

    idle, taken: as ``quiet`` and ``taken`` of `minicoro.observe.deadlock.stuck`.  at: as of `minicoro.observe.reach.Reach`.
    """
    if len(tasks) > _MOST:
        return []
    waits = waits_of(tasks)
    add_taken(waits, taken)
    return without_end(waits, roots_of(loop, _own_threads(loop)), idle, at)


def _wait(one: picture.Waiting) -> Wait:
    wait = Wait(one.task, one.what, line=one.line, holds=list(one.holds))
    for link in links_of(one.task):
        frame = frame_of(link)
        if link is one.task:
            continue
        if is_future(link):
            at_end(wait, link)
        elif frame is not None and not is_program(frame.f_code):
            in_library(wait, link)
    wait.timed = wait.timed or one.timed
    wait.thing = one.thing if wait.thing is None else wait.thing
    return wait


def _add_acquired(waits: list[Wait], ring: Ring) -> None:
    """The locks and semaphores that each task has acquired and not released, and those that tasks which are over have."""
    by_number = {ring.task_number(wait.task): wait for wait in waits}
    for number, _, _, of_thing in list(ring.held.values()):
        thing = of_thing()
        if number in by_number and thing is not None:
            by_number[number].acquired.append(thing)
    for wait in waits:
        wait.taken = [
            Taken(lambda: None)
            for number, _, _, of_thing in list(ring.held.values())
            if number not in by_number and wait.thing is not None and of_thing() is wait.thing
        ]


def _own_threads(loop: Any) -> set[int]:
    """The recorder's own threads, this one, which looks, and that of the loop.  A traced loop of another thread has a frame of the
    recorder, too, around the frames of the program.
    """
    found = {getattr(loop, "_thread_id", 0), get_ident()}
    for thread, frame in sys._current_frames().items():
        codes = [at.f_code for at in outwards(frame)]
        ours = [code for code in codes if code.co_filename.startswith(_HERE)]
        if ours and not any([is_program(code) for code in codes]):
            found.add(thread)
    return found


def _stack(loop: Any) -> FrameType | None:
    """The innermost frame of the thread in which a loop runs, without the recorder's own; None if the loop does not run."""
    thread = getattr(loop, "_thread_id", None)
    frame = sys._getframe(1) if thread == get_ident() else sys._current_frames().get(thread or 0)
    return next(iter([at for at in outwards(frame) if not at.f_code.co_filename.startswith(_HERE)]), None)


def _in_step(frame: FrameType | None) -> FrameType | None:
    """The frame itself if the thread runs a callback or the step of a task; None if its loop waits."""
    inner = [at.f_code.co_qualname for at in outwards(frame)]
    ends = [number for number, name in enumerate(inner) if name.endswith("._run_once")]
    return frame if "Handle._run" in inner[: ends[0] if ends else None] else None
