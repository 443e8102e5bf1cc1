"""One run of a program: the chooser for each step, and the recorded facts."""

import asyncio
import io
import math
import warnings
from collections.abc import Callable
from time import monotonic
from typing import Any, NoReturn

from minicoro.api import is_suspendable, line_of
from minicoro.observe.deadlock import waits_for_graph, waits_of
from minicoro.observe.naming import of_callback, of_coroutine
from minicoro.observe.values import short
from minicoro.observe.waiting import frame_of, is_future, is_task, links_of
from minicoro.schedules.accesses import WHOLE, WRITE, Footprint, Recorder
from minicoro.schedules.model import Step, StoppedError
from minicoro.schedules.standard_input import StandardInput

Chooser = Callable[["Control", tuple[str, ...]], str]
"""Called with the control and the options, the first of which is asyncio's own; returns one of them, or raises `StoppedError`."""


class Control:
    """Shared by the loops of one run.

    choose_next: the chooser.  depth: the limit of steps.  deadline: the moment (of `monotonic`) at which the run is stopped.
    steps: the steps so far.  notes: the reasons why the run cannot be a part of a proof.
    """

    def __init__(self, model: str, choose_next: Chooser, recorder: Recorder, depth: int) -> None:
        self.model, self.choose_next, self.recorder, self.depth = model, choose_next, recorder, depth
        recorder.doubts.note, recorder.doubts.on_clock = self.note, self.read_clock
        self.steps: list[Step] = []
        self.notes: list[str] = []
        self.loops: list[Any] = []
        self.tasks: list[Any] = []
        self.futures: list[Any] = []
        self.errors: list[str] = []
        self.reads_clock = self.sets_timers = False
        self.told: list[warnings.WarningMessage] = []  # of coroutines that were never awaited
        self.at = ("", "")  # the last state whose key is known, and the choice that was made there
        self.earlier: tuple[tuple[str, str], ...] = ()  # the same at the start of each loop
        self.threads: dict[str, tuple[Footprint, Footprint]] = {}
        self.deadline = math.inf
        self.executing = False  # the program's own code runs, so `StoppedError` may be raised at any place
        self.stopped = ""  # "deadlock", "bound", "late" or "known": there are no further steps
        self.waiting: tuple[str, ...] = ()
        self.said: Any = None
        self.input: StandardInput | None = None
        self.importing = False  # the module of the explored function runs: nothing is chosen
        self._imported = 0  # the steps meanwhile
        self.fault: BaseException | None = None
        self.error: BaseException | None = None
        self.on_round: Callable[[Any, bool], object] | None = None
        self._labels: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._task_count = 0

    def note(self, why: str) -> None:
        """Record an action that can be neither chosen nor compared."""
        if why not in self.notes:
            self.notes.append(why)

    def read_clock(self) -> None:
        """The program reads the time, so that the time is a part of the state."""
        self.reads_clock = True

    def forgotten(self) -> list[str]:
        """The coroutines that were never awaited, so far."""
        return [str(each.message) for each in self.told]

    def thread(self, label: str, own: Footprint | None, meanwhile: Footprint) -> None:
        """The accesses of a thread's function (None: it has not run), and those of other steps while it could run."""
        mine, theirs = self.threads.setdefault(label, (Footprint(), Footprint()))
        mine.include(own or Footprint())
        theirs.include(meanwhile)
        found = mine.conflict(theirs)
        if found is not None:
            self.note(
                f"{label} {found[0].how} {found[0].what} (line {found[0].line}) while others use it: "
                "what comes in the middle of a thread's function is not explored"
            )

    # Names.

    def callback_label(self, callback: Any, is_timer: bool) -> str:
        """The name of a callback, the process that makes it, and its count."""
        maker = "" if self.recorder.process == "program" else self.recorder.process
        words = of_callback(callback, maker if is_timer else "")
        if not (is_timer and maker and words.endswith(f" of {maker}")):
            words = ("timer " if is_timer else "") + words + (f", by {maker}" if maker else "")
        return self._numbered(words)

    def thread_label(self, function: Any) -> str:
        """The name of a function for a thread, the process that makes it, and its count."""
        maker = self.recorder.process
        return self._numbered(f"thread {of_callback(function)}" + ("" if maker == "program" else f", by {maker}"))

    def _numbered(self, words: str) -> str:
        count = self._numbers[words] = self._numbers.get(words, 0) + 1
        return words if count == 1 else f"{words} ({count})"

    def label(self, task: Any, coroutine: Any = None) -> str:
        """The name of a task: that of its coroutine, its maker (unless this is the first task), and its count.

        coroutine: that of the task, for a new task. (CPython 3.12.1 crashes when a finished eager task is asked for its
        coroutine.)
        """
        known = self._labels.get(id(task))
        if known is not None:
            return known
        maker = self.recorder.process
        coroutine = task.get_coro() if coroutine is None else coroutine
        title = of_coroutine(coroutine).replace("<locals>.", "")
        if self.tasks and maker not in ("program", self._labels[id(self.tasks[0])]):
            title = f"{title} by {maker}"
        count = self._numbers[title] = self._numbers.get(title, 0) + 1
        label = self._labels[id(task)] = title if not self.tasks else f"{title}#{count}"
        self.recorder.tasks[id(task)] = label
        self.tasks.append(task)
        return label

    def new_task_number(self) -> int:
        self._task_count += 1
        return self._task_count

    # Choices.

    def check_stopped(self) -> None:
        if self.stopped:
            raise StoppedError

    def choose(self, loop: Any, options: tuple[str, ...], waits: list[str]) -> str:
        """Choose the next process; the step begins."""
        if self.on_round is not None:
            self.on_round(loop, False)
        self._check_limits()
        if self.importing:
            self._imported += 1
            return options[0]
        try:
            chosen = self.choose_next(self, options)
        except StoppedError:
            self.stopped = self.stopped or "known"
            raise
        except BaseException as fault:  # an exception of the search, not of the program
            self.fail(fault)
        self.recorder.footprint = Footprint()
        self.recorder.doubts.active = True
        self.steps.append(Step(chosen, options, self.recorder.footprint, chosen in waits))
        return chosen

    def forced(self, process: str) -> None:
        """The next step cannot be chosen: it belongs to a round that has begun."""
        self._check_limits()
        if self.importing:
            self._imported += 1
            return
        self.recorder.footprint = Footprint()
        self.steps.append(Step(process, (process,), self.recorder.footprint))

    def _check_limits(self) -> None:
        if max(len(self.steps), self._imported) >= self.depth:
            self.stop("bound")
        if monotonic() >= self.deadline:
            self.stop("late")

    def stop_if_late(self) -> None:
        """Called by a signal's handler now and then."""
        if monotonic() >= self.deadline:
            self.halt("late")

    def halt(self, why: str) -> None:
        """Called by a signal's handler: stop a run, even if it waits, or does not come to its next step."""
        self.stopped = self.stopped or why
        if self.executing:
            raise StoppedError

    def fail(self, fault: BaseException) -> NoReturn:
        """End the run: the search cannot go on."""
        self.fault, self.stopped = fault, "known"
        raise StoppedError from None

    def begin_again(self) -> None:
        """Forget the loops that ran while the module was imported, and all output so far."""
        self.tasks, self.futures, self.loops, self.earlier = [], [], [], ()
        self._imported = self._task_count = 0
        self._labels, self._numbers = {}, {}
        self.recorder.tasks.clear()
        if isinstance(self.said, io.StringIO):
            self.said.seek(0)
            self.said.truncate()

    def stop(self, why: str) -> None:
        self.stopped = why
        raise StoppedError

    def deadlock(self, loop: Any) -> None:
        """Nothing is ready, and nothing can become ready."""
        if self.on_round is not None:
            self.on_round(loop, True)
        tasks = [task for task in self.tasks if not task.done()]
        graph = waits_for_graph(waits_of(tasks), lambda task: self.tasks.index(task) + 1)
        said = []
        for task, one in zip(tasks, graph, strict=True):
            others = ", ".join([self.label(self.tasks[number - 1]) for number in one["for"]])
            place = f" at line {one['line']}" if one["line"] else ""
            said.append(f"{self.label(task)} waits for {one['what']}{place}" + (f" ({others})" if others else ""))
        self.waiting = tuple(said)
        self.stop("deadlock")

    # Steps.

    def begin_step(self, process: str, handle: Any) -> None:
        self.recorder.process = process
        if self.recorder.footprint is None:
            return
        owner = getattr(getattr(handle, "_callback", None), "__self__", None)
        if is_task(owner):
            self.recorder.touch(owner, WHOLE, WRITE)
            place = self._host_frames(owner)
            if self.steps:
                self.steps[-1].place = place
        elif handle is not None:
            if isinstance(owner, set):
                self.recorder.doubts.altered(owner, handle._callback.__name__, handle._args)
            self.recorder.place = ("", 0)
            for value in _reachable(handle):
                self.recorder.touch_opaque(value)
            self.recorder.place = None

    def end_step(self, handle: Any) -> None:
        owner = getattr(getattr(handle, "_callback", None), "__self__", None)
        if owner is not None and is_task(owner) and not owner.done():
            self._host_frames(owner)
        self.recorder.process = "program"

    def _host_frames(self, task: Any) -> tuple[str, int]:
        """A frame of the library that is resumed may change all objects to which its variables refer.  Returns the place of the
        task.
        """
        links = links_of(task)[1:]
        self.recorder.place = place = _place(links)
        for link in links:
            frame = frame_of(link)
            if frame is not None:
                for value in frame.f_locals.values():
                    self.recorder.touch_opaque(value)
            elif is_future(link):
                self.recorder.touch_opaque(link)
        self.recorder.place = None
        return place

    # The end.

    def exception(self, context: dict[str, Any]) -> None:
        """asyncio reports an error; errors of a stopped run are ignored."""
        if self.stopped:
            return
        error = context.get("exception")
        message = str(context.get("message", ""))
        if "never retrieved" not in message and "was destroyed" not in message:
            self.errors.append(message.split("<")[0].strip() + (f": {short(error)}" if error is not None else ""))

    def problems(self) -> tuple[str, ...]:
        """The problems of tasks and futures at the end."""
        found = list(self.errors)
        for each in [*self.tasks, *self.futures]:
            who = self.label(each) if is_task(each) else "a future"
            if getattr(each, "_log_traceback", False):
                found.append(f"never retrieved: {short(each._exception)} of {who}")
            if is_task(each) and each.done() and not each.cancelled() and each._exception is None and each.cancelling():
                found.append(f"cancellation swallowed by {who}")
        return tuple(found)


def _place(links: list[Any]) -> tuple[str, int]:
    """The file and line of the innermost interpreted frame of a chain."""
    found = [link for link in links if is_suspendable(link)]
    return (found[-1].run.__code__.co_filename, line_of(found[-1]) or 0) if found else ("", 0)


def _reachable(handle: Any) -> list[Any]:
    """The objects that a callback of the library may change: its object, its arguments, its captured variables."""
    callback = handle._callback
    found = [getattr(callback, "__self__", None), *(handle._args or ())]
    while hasattr(callback, "func"):
        found += callback.args
        callback = callback.func
    for cell in getattr(callback, "__closure__", None) or ():
        try:
            found.append(cell.cell_contents)
        except ValueError:
            continue
    return [each for each in found if not isinstance(each, asyncio.AbstractEventLoop)]
