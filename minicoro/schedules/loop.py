"""An event loop that asks a chooser for the next step.  Its time is virtual: a step takes no time, and the clock moves when
nothing is ready.

Rules: `scheduling/ready-queue`, `scheduling/timers`.
"""

import asyncio
import functools
import heapq
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from minicoro.observe.waiting import is_task
from minicoro.schedules.accesses import Footprint
from minicoro.schedules.control import Control
from minicoro.schedules.model import ANY

_PATIENCE = 2.0
"""Seconds of real time that the loop waits for files and sockets when nothing else is left."""


_RUNNING = ("_thread_id", "_old_agen_hooks", "_stopping", "_run_forever_saved_state", "now", "left")
"""The loop's own attributes while it runs."""


@dataclass(eq=False)
class Job:
    """A function for a thread: it runs in one piece, at any moment, and its result arrives at its end."""

    label: str
    function: Callable[[], Any]
    future: Any
    meanwhile: Footprint = field(default_factory=Footprint)


class Task(asyncio.Task):  # type: ignore[type-arg]
    """A task whose sets, which asyncio iterates over, have the same order in each run."""

    def __init__(self, number: int, *args: Any, **options: Any) -> None:
        self._number = number
        super().__init__(*args, **options)

    def __hash__(self) -> int:
        return self._number


Task.__module__, Task.__qualname__ = asyncio.Task.__module__, "Task"


class Loop(asyncio.SelectorEventLoop):
    """One callback in each round in the model `ANY`; asyncio's rounds, with arrivals between them, in `MAY`."""

    def __init__(self, control: Control) -> None:
        self.control = control
        self.now = 0.0
        self.jobs: list[Job] = []
        self.left = 0  # in `MAY`: callbacks that still belong to this round
        self._labels: dict[int, str] = {}
        self._kept: list[Any] = []
        super().__init__()
        self._inside = len(self._watched())
        self._given = set(vars(self))
        control.loops.append(self)
        control.earlier += (control.at,)

    def _watched(self) -> Any:
        return self._selector.get_map() or ()  # type: ignore[attr-defined]

    # Methods that the program calls.

    def time(self) -> float:
        if sys._getframe(1).f_globals.get("__name__") != "asyncio.base_events":
            self.control.reads_clock = True
        return self.now

    def create_task(self, coro: Any, **options: Any) -> Any:
        count = self.control.new_task_number()
        if options.get("name") is None:
            options["name"] = f"Task-{count}"
        if self._task_factory is None:
            task: Any = Task(count, coro, loop=self, **options)
        else:
            self.control.note(
                "a task factory of the program's: the order of sets of its tasks may differ from run to run"
            )
            task = super().create_task(coro, **options)
        self.control.label(task, coro)
        return task

    def settings(self) -> dict[str, Any]:
        """The settings that the program may have changed."""
        names = ("_debug", "_exception_handler", "_task_factory", *sorted(vars(self).keys() - self._given - {"_given"}))
        return {name: getattr(self, name) for name in names if name not in _RUNNING}

    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:  # type: ignore[override]
        self.control.note("I/O outside: a signal is handled")
        super().add_signal_handler(sig, callback, *args)

    def _write_to_self(self) -> None:
        """Wake the loop if another thread has queued a callback."""
        if self._thread_id != threading.get_ident():
            super()._write_to_self()  # type: ignore[misc]

    _task_factory: Any
    _exception_handler: Any
    _thread_id: int | None

    def create_future(self) -> Any:
        future = self.control.recorder.created(super().create_future())
        self.control.futures.append(future)
        return future

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:  # type: ignore[override]
        future = self.create_future()
        label = self.control.thread_label(func)
        job = Job(label, functools.partial(func, *args), future)
        self.jobs.append(job)
        self.control.recorder.watching.append(job.meanwhile)
        return future

    def call_at(  # type: ignore[override]
        self, when: float, callback: Any, *args: Any, context: Any = None
    ) -> Any:
        self.control.sets_timers = True
        handle = super().call_at(when, callback, *args, context=context)
        self._keep(handle, is_timer=True)
        return handle

    def _call_soon(self, callback: Any, args: Any, context: Any) -> Any:
        handle = super()._call_soon(callback, args, context)  # type: ignore[misc]
        self._keep(handle)
        return handle

    def _keep(self, handle: Any, is_timer: bool = False) -> None:
        callback = handle._callback
        if not is_task(getattr(callback, "__self__", None)):
            self._labels[id(handle)] = self.control.callback_label(callback, is_timer)
            self._kept.append(handle)

    def label_of(self, handle: Any) -> str:
        """The process of a callback: a task's label, or its own."""
        owner = getattr(handle._callback, "__self__", None)
        if is_task(owner):
            return self.control.label(owner)
        return self._labels.get(id(handle), "?")

    def call_exception_handler(self, context: Any) -> None:
        if self._exception_handler is None:
            self.control.exception(context)
        elif not self.control.stopped:
            super().call_exception_handler(context)

    def close(self) -> None:
        self._ready.clear()
        self._scheduled.clear()
        super().close()

    # One round.

    def _run_once(self) -> None:
        self.control.check_stopped()
        self._prepare()
        if self.left and self._ready:
            handle = self._ready.popleft()
            self.control.forced(self.label_of(handle))
            self._run_ready(handle)
            return
        self.left = 0
        choices = self._choices()
        if not choices:
            if not self._stopping:
                self._nothing_to_do()
            return
        self._take(choices)

    _ready: Any
    _scheduled: Any
    _stopping: bool

    def _prepare(self) -> None:
        """Remove cancelled callbacks; queue the callbacks of ready files and sockets."""
        for handle in [each for each in self._ready if each._cancelled]:
            self._ready.remove(handle)
            self.left = max(0, self.left - 1)
        if [each for each in self._scheduled if each._cancelled]:
            self._scheduled[:] = [each for each in self._scheduled if not each._cancelled]
            heapq.heapify(self._scheduled)
        self._timer_cancelled_count = 0
        if len(self._watched()) > self._inside:
            self.control.note("I/O outside: the loop watches a file or a socket")
        self._process_events(self._selector.select(0))  # type: ignore[attr-defined]

    def due(self) -> list[Any]:
        """The timers that are due or, if nothing is ready, those with the earliest deadline."""
        timers = sorted(self._scheduled, key=lambda each: each._when)
        moment = self.now if self._ready or not timers else max(self.now, timers[0]._when)
        return [each for each in timers if each._when <= moment + 1e-9]

    def _choices(self) -> dict[str, Any]:
        choices: dict[str, Any] = {}
        ready = list(self._ready) if self.control.model == ANY else list(self._ready)[:1]
        for each in [*ready, *self._arrivals()]:
            choices.setdefault(each.label if isinstance(each, Job) else self.label_of(each), each)
        return choices

    def _arrivals(self) -> list[Any]:
        due = self.due()
        now = [each for each in due if each._when <= self.now + 1e-9]
        return [*now, *self.jobs, *[each for each in due if each not in now]]

    def _take(self, choices: dict[str, Any]) -> None:
        labels = tuple(choices)
        chosen = choices[self.control.choose(self, labels, [each for each in choices if self._waits(choices[each])])]
        if isinstance(chosen, Job):
            self.jobs.remove(chosen)
            self._run_job(chosen)
        elif chosen in self._scheduled:
            self._scheduled.remove(chosen)
            heapq.heapify(self._scheduled)
            chosen._scheduled = False
            self.now = max(self.now, chosen._when)
            if self.control.model == ANY:
                self._run_handle(chosen)
            else:
                self._ready.append(chosen)
        else:
            self.left = len(self._ready)
            self._ready.remove(chosen)
            self._run_ready(chosen)

    def _waits(self, each: Any) -> bool:
        return not isinstance(each, Job) and getattr(each, "_when", 0.0) > self.now + 1e-9

    def _run_ready(self, handle: Any) -> None:
        self.left = self.left - 1 if self.control.model != ANY else 0
        self._run_handle(handle)

    def _run_handle(self, handle: Any) -> None:
        self.control.begin_step(self.label_of(handle), handle)
        try:
            handle._run()
        finally:
            self.control.end_step(handle)

    def _run_job(self, job: Job) -> None:
        """Run the thread's function, for the program outside of the loop."""
        self.control.begin_step(job.label, None)
        recorder = self.control.recorder
        recorder.watching = [each for each in recorder.watching if each is not job.meanwhile]
        asyncio._set_running_loop(None)
        try:
            result, error = job.function(), None
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as raised:
            result, error = None, raised
        finally:
            asyncio._set_running_loop(self)
        self.control.thread(job.label, recorder.footprint, job.meanwhile)
        recorder.touch_opaque(job.future)
        if not job.future.done():
            job.future.set_result(result) if error is None else job.future.set_exception(error)
        self.control.end_step(None)

    def _nothing_to_do(self) -> None:
        if len(self._watched()) > self._inside or len(sys._current_frames()) > 1:
            events = self._selector.select(_PATIENCE)  # type: ignore[attr-defined]
            if events:
                self._process_events(events)  # type: ignore[attr-defined]
                return
        self.control.deadlock(self)
