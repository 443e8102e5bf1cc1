"""Events of asyncio: tasks, callbacks, timers and the rounds of the loop.

While a program is traced, a few methods of asyncio's own loop issue an event before they act, and tasks are of a subclass that
issues an event when one is made, named or cancelled.  Nothing else of asyncio is changed.
"""

import asyncio
import asyncio.base_events
import asyncio.events
import asyncio.tasks
import functools
import sys
from collections.abc import Callable
from threading import local
from typing import Any

from minicoro.observe.clock import VirtualTime
from minicoro.observe.deadlock import Wait, quiet, waits_for_graph, waits_of
from minicoro.observe.naming import at_latest, of_callback, of_coroutine, of_task
from minicoro.observe.places import caller
from minicoro.observe.requests import of_library
from minicoro.observe.stream import Stream, guarded
from minicoro.observe.values import short
from minicoro.observe.waiting import current_task, is_future, task_of
from minicoro.observe.watcher import Watcher

_HostTask: Any = asyncio.Task


_CANCELLED = "its cancellation"


class _Here(local):
    """The data of this thread.

    loop, round: the number of the running loop and of its round.  callback, cause: the number and the name of the running
    callback.
    """

    loop = 0
    round = 0
    told_round = 0
    callback = 0
    cause = ""


class LoopWatcher:
    """Issues the events of event loops.  virtual: let the loops' clock jump to the next timer.

    waits_of: as `deadlock.waits_of`; another one for tasks that CPython runs.
    """

    waits_of: Callable[[Any], list[Wait]] = staticmethod(waits_of)

    def __init__(self, watcher: Watcher, virtual: bool = False) -> None:
        self.watcher = watcher
        self.stream: Stream = watcher.stream
        self.numbers = watcher.numbers
        self.virtual = VirtualTime() if virtual else None
        self._here = _Here()
        self._timers: dict[int, str] = {}  # those that have not run, by number: their names
        self._callbacks: dict[int, str] = {}  # likewise
        self._begun: dict[int, float] = {}  # of loops, by number: the trace's time when their clock was 0
        self._known_loops: set[int] = set()
        self._stuck: set[int] = set()
        self._asked: set[int] = set()  # tasks that were asked to cancel, and have made no step since

    def install(self) -> None:
        """Start issuing events, for the rest of the process."""
        self.watcher.current_task = self._find_task
        loop = asyncio.base_events.BaseEventLoop
        around(loop, "_call_soon", self._call_soon)
        around(loop, "call_soon_threadsafe", self._call_soon_threadsafe)
        around(loop, "call_at", self._call_at)
        around(loop, "_run_once", self._run_once)
        around(loop, "call_exception_handler", self._exception)
        around(loop, "close", self._close)
        around(asyncio.events.Handle, "_run", self._run)
        around(asyncio.events.Handle, "cancel", self._cancel)
        task = _task_class(self)
        modules: list[Any] = [asyncio, asyncio.tasks]
        make = getattr(asyncio.tasks, "create_eager_task_factory", None)
        for module in modules:
            module.Task = task
            if make is not None:
                module.eager_task_factory = make(task)
        if self.virtual is not None:
            self.virtual.install()
            self.stream.clock = self.virtual.time

    def finish(self) -> None:
        """The trace ends: report exceptions that were never retrieved, of tasks and futures that still exist."""
        for future in self.numbers.alive():
            if is_future(future) and getattr(future, "_log_traceback", False):
                self.stream.emit("never retrieved", of=self.numbers.known(future), error=short(future._exception))

    # Tasks.

    def _find_task(self) -> None:
        """Tell the stream which task is running."""
        task = current_task()
        is_eager = task is not None and not self.numbers.known(task)  # its first step is a part of making it
        self._switch(0 if task is None else self.task_number(task))
        if is_eager:
            self.stream.emit("task step")

    def _switch(self, number: int) -> None:
        before = self.stream.task
        if before != number:
            self.stream.task = number
            self.stream.emit("switch", before=before or None)

    def task_number(self, task: Any) -> int:
        """The number of the task; a new task is reported."""
        known = self.numbers.known(task)
        if known:
            return known
        number = self.numbers.new(task)
        coroutine = task.get_coro()
        name = task.get_name()
        self.stream.emit(
            "task created",
            of=number,
            name=name if type(name) is str else short(name),
            object=self.numbers.known(coroutine) or None,
            coroutine=of_coroutine(coroutine),
        )
        return number

    @guarded
    def announce(self, task: Any) -> None:
        """A task has been made.  If it waits for its first step, it was reported when this step was queued."""
        if self.task_number(task) == self.stream.task:  # its first step was eager, and is over
            self._tell_done(task)
            self._find_task()

    @guarded
    def named(self, task: Any, name: str) -> None:
        self.stream.emit("task named", of=self.task_number(task), name=name)

    @guarded
    def cancelled(self, task: Any, message: object) -> None:
        number = self.task_number(task)
        self._asked.add(number)
        frame = caller(sys._getframe(1))
        kind, cause = ("task", "") if frame is None else of_library(frame.f_code, frame)
        self.stream.emit(
            "task cancelled",
            of=number,
            message=None if message is None else short(message),
            by=None if kind == "Ctrl-C" else self.stream.task or None,  # it may come while any task runs
            cause=cause or None,
        )

    # Methods of the loop: each calls the loop's own method, and issues an event.

    def _call_soon(self, original: Any, loop: Any, callback: Any, *rest: Any) -> Any:
        self._about_to_queue(callback)
        handle = original(loop, callback, *rest)
        self._tell_queued(handle, loop, callback, rest[0] if rest else ())
        return handle

    def _call_soon_threadsafe(self, original: Any, loop: Any, callback: Any, *arguments: Any, **options: Any) -> Any:
        """From 3.14 on, this does not go through ``_call_soon``."""
        handle = original(loop, callback, *arguments, **options)
        if not self.numbers.known(handle) and task_of(callback) is None:
            self._tell_queued(handle, loop, callback, arguments)
        return handle

    def _call_at(self, original: Any, loop: Any, when: float, callback: Any, *args: Any, **options: Any) -> Any:
        handle = original(loop, when, callback, *args, **options)
        self._tell_timer(handle, loop, when, callback, args)
        return handle

    def _cancel(self, original: Any, handle: Any) -> Any:
        result = original(handle)
        self._tell_cancelled(handle)
        return result

    def _run_once(self, original: Any, loop: Any) -> Any:
        self.begin_round(loop, not loop._ready and not loop._stopping)
        if self.virtual is not None:
            self.virtual.prepare(loop)
        return original(loop)

    def _run(self, original: Any, handle: Any) -> Any:
        task = task_of(handle._callback)
        self._tell_begin(handle, task)
        try:
            return original(handle)
        finally:
            self._ended(task)

    def _close(self, original: Any, loop: Any) -> Any:
        self._tell_closed(loop)
        return original(loop)

    def _exception(self, original: Any, loop: Any, context: Any) -> Any:
        self._tell_exception(context)
        return original(loop, context)

    # The events.

    @guarded
    def _about_to_queue(self, callback: Any) -> None:
        """A task that is being made is reported before its first step is queued."""
        task = task_of(callback)
        if task is not None:
            self.task_number(task)

    @guarded
    def _tell_queued(self, handle: Any, loop: Any, callback: Any, arguments: Any) -> None:
        """A callback has been put into the ready queue."""
        if task_of(callback) is not None:
            self._scheduled(task_of(callback), arguments, loop)
            return
        number = self.numbers.of(handle)
        name = self._callbacks[number] = of_callback(callback, arguments=arguments)
        self.stream.emit("callback queued", callback=number, name=name, loop=self.numbers.of(loop))

    def _scheduled(self, task: Any, arguments: Any, loop: Any) -> None:
        future = arguments[0] if type(arguments) is tuple and arguments else None
        told: dict[str, Any] = {}
        if future is not None:
            told["future"] = self.numbers.of(future)
            if future.cancelled():
                told["cancelled"] = True
        told["by"] = self.stream.task or None
        told["callback"] = self._here.callback or None
        number = self.task_number(task)
        told["cause"] = _CANCELLED if "cancelled" in told and number in self._asked else self._here.cause or None
        self.stream.emit("task scheduled", of=number, loop=self.numbers.of(loop), **told)

    @guarded
    def _tell_timer(self, handle: Any, loop: Any, when: float, callback: Any, arguments: Any) -> None:
        future = None
        for argument in arguments:
            if is_future(argument):
                future = self.numbers.of(argument)
        number = self.numbers.of(handle)
        self._timers[number] = of_callback(callback, _running_task(loop))
        self.stream.emit(
            "timer set",
            timer=number,
            delay=round(at_latest(when) - loop.time(), 6),
            due=self._due(loop, when),
            name=self._timers[number],
            future=future,
            loop=self.numbers.of(loop),
        )

    def _due(self, loop: Any, when: float) -> int:
        """A time of a loop's clock in microseconds of the trace."""
        number = self.numbers.of(loop)
        if number not in self._begun:
            self._begun[number] = self.stream.elapsed() - loop.time()
        return round((self._begun[number] + at_latest(when)) * 1e6)

    @guarded
    def _tell_cancelled(self, handle: Any) -> None:
        """A callback or timer has been cancelled.  A timer that has run is not reported, because ``sleep`` cancels its own."""
        number = self.numbers.known(handle)
        if number in self._timers:
            self.stream.emit("timer cancelled", timer=number, name=self._timers.pop(number))
        elif number in self._callbacks:
            self.stream.emit("callback cancelled", callback=number, name=self._callbacks.pop(number))

    @guarded
    def begin_round(self, loop: Any, stuck: bool) -> None:
        """A round of a loop begins; ``stuck``: nothing is ready in it."""
        here, number = self._here, self.numbers.of(loop)
        if number != here.loop:
            here.loop, here.round, here.told_round = number, 0, 0
        here.round += 1
        self._find_task()
        if stuck:
            self._look_for_deadlock(loop)

    @guarded
    def _tell_closed(self, loop: Any) -> None:
        if self.numbers.known(loop) and not loop.is_closed():
            self.stream.emit("loop closed", loop=self.numbers.known(loop))

    @guarded
    def _tell_begin(self, handle: Any, task: Any) -> None:
        """A callback or the step of a task is about to run."""
        here = self._here
        if here.told_round != here.round:
            self._tell_round(handle)
        if task is None:
            told = self._handle(handle)
            here.callback, here.cause = told.get("timer") or told["callback"], told["name"]
            self._timers.pop(here.callback, None)
            self._callbacks.pop(here.callback, None)
            self.stream.emit("timer run" if "timer" in told else "callback run", **told)
        else:
            self._switch(self.task_number(task))
            self._asked.discard(self.task_number(task))
            self.stream.emit("task step")

    @guarded
    def _ended(self, task: Any) -> None:
        """A callback, or the step of a task, has ended."""
        self._here.callback, self._here.cause = 0, ""
        if task is not None:
            self._tell_done(task)
        self._switch(0)

    def _tell_done(self, task: Any) -> None:
        if task.done():
            self.stream.emit("task done", **_outcome(task))

    def _tell_round(self, first: Any) -> None:
        """A round begins: report its ready queue, and in the first reported round the waiting timers."""
        here, loop = self._here, first._loop
        here.told_round = here.round
        timers: list[Any] | None = None
        if here.loop not in self._known_loops:
            self._known_loops.add(here.loop)
            waiting = sorted([(timer._when, timer) for timer in loop._scheduled if not timer._cancelled], key=_when)
            timers = [
                [self._handle(timer)["timer"], self._due(loop, when), self._handle(timer)["name"]]
                for when, timer in waiting
            ]
        self.stream.emit(
            "round",
            round=here.round,
            loop=here.loop,
            ready=[self._handle(each) for each in [first, *loop._ready] if not each._cancelled],
            timers=timers,
        )

    def _handle(self, handle: Any) -> dict[str, Any]:
        callback = handle._callback
        task = task_of(callback)
        if task is not None:
            return {"task": self.task_number(task)}
        number = self.numbers.of(handle)
        if isinstance(handle, asyncio.TimerHandle):
            if number not in self._timers:
                self._timers[number] = of_callback(callback)
            return {"timer": number, "name": self._timers[number]}
        if number not in self._callbacks:
            self._callbacks[number] = of_callback(callback, arguments=handle._args)
        return {"callback": number, "name": self._callbacks[number]}

    @guarded
    def _tell_exception(self, context: Any) -> None:
        error = context.get("exception") if type(context) is dict else None
        task = (context.get("task") or context.get("future")) if type(context) is dict else None
        self.stream.emit(
            "loop error",
            message=short(context.get("message"))[1:-1] if type(context) is dict else None,
            error=None if error is None else short(error),
            of=self.numbers.known(task) or None,
        )

    def _look_for_deadlock(self, loop: Any) -> None:
        """Called when nothing is ready and nothing can become ready: no timer, no socket, no thread."""
        if not quiet(loop):
            return
        waiting = [task for task in asyncio.all_tasks(loop) if not task.done()]
        waiting.sort(key=self.task_number)
        numbers = [self.task_number(task) for task in waiting]
        if numbers and self.stream.count not in self._stuck:
            self.stream.emit("deadlock", tasks=numbers, waits=waits_for_graph(self.waits_of(waiting), self.task_number))
            self._stuck = {self.stream.count}


def _when(pair: Any) -> float:
    return float(pair[0])


def _outcome(task: Any) -> dict[str, Any]:
    if task.cancelled():
        return {"cancelled": True}
    error = task._exception  # to call exception() would count as having retrieved it
    told: dict[str, Any] = {"value": short(task._result)} if error is None else {"error": short(error)}
    if error is None and task.cancelling():
        told["cancelling"] = task.cancelling()
    return told


def _running_task(loop: Any) -> str:
    """The name of the task that runs in a loop now, if this is the loop's thread; empty: there is none."""
    task = asyncio.current_task(loop) if asyncio._get_running_loop() is loop else None
    return "" if task is None else of_task(task)


def around(owner: Any, name: str, told: Any) -> None:
    """Replace a method by ``told(original, …)``."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def method(self: Any, *args: Any, **options: Any) -> Any:
        return told(original, self, *args, **options)

    setattr(owner, name, method)


def _task_class(loops: LoopWatcher) -> Any:
    class Task(_HostTask):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            loops.announce(self)

        def cancel(self, msg: Any = None) -> bool:
            if not self.done():
                loops.cancelled(self, msg)
            return bool(super().cancel(msg) if msg is not None else super().cancel())

        def set_name(self, value: object) -> None:
            super().set_name(value)
            if loops.numbers.known(self):
                loops.named(self, self.get_name())

    Task.__module__ = _HostTask.__module__
    Task.__qualname__ = "Task"
    return Task
