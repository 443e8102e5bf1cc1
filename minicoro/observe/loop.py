"""Events of asyncio: tasks, callbacks, timers and the rounds of the loop.

While a program is traced, a few methods of asyncio's own loop tell of what they do before they do it, and tasks are
of a subclass that tells when one is made, named or cancelled.  Nothing else of asyncio is changed.
"""

import asyncio
import asyncio.base_events
import asyncio.events
import asyncio.tasks
import functools
from typing import Any

from minicoro.observe.clock import VirtualTime
from minicoro.observe.deadlock import quiet, waits_for_graph
from minicoro.observe.stream import Stream
from minicoro.observe.values import short, type_name
from minicoro.observe.waiting import is_future, is_task
from minicoro.observe.watcher import Watcher

_MOST_SHOWN = 20
_HostTask: Any = asyncio.Task


class LoopWatcher:
    """Makes events of what happens in event loops.  virtual: let the loops' clock jump to the next timer."""

    def __init__(self, watcher: Watcher, virtual: bool = False) -> None:
        self.watcher = watcher
        self.stream: Stream = watcher.stream
        self.numbers = watcher.numbers
        self.virtual = VirtualTime() if virtual else None
        self.round = 0
        self._told_round = 0
        self._callback = 0
        self._stuck: set[int] = set()

    def install(self) -> None:
        """Begin to tell; for the rest of the process."""
        self.watcher.current_task = self._find_task
        loop = asyncio.base_events.BaseEventLoop
        _around(loop, "_call_soon", self._call_soon)
        _around(loop, "call_at", self._call_at)
        _around(loop, "_run_once", self._run_once)
        _around(loop, "call_exception_handler", self._exception)
        _around(asyncio.events.Handle, "_run", self._run)
        _around(asyncio.events.TimerHandle, "cancel", self._cancel_timer)
        task = _task_class(self)
        modules: list[Any] = [asyncio, asyncio.tasks]
        make = getattr(asyncio.tasks, "create_eager_task_factory", None)
        for module in modules:
            module.Task = task
            if make is not None:
                module.eager_task_factory = make(task)
        if self.virtual is not None:
            self.virtual.install()
            self.stream.restart_clock(self.virtual.time)

    def finish(self) -> None:
        """The trace ends: tell of the exceptions that nobody has asked for, whose tasks and futures are still there."""
        for future in self.numbers.alive():
            if is_future(future) and getattr(future, "_log_traceback", False):
                self.stream.emit("never retrieved", of=self.numbers.known(future), error=short(future._exception))

    # Tasks.

    def _find_task(self) -> None:
        """Tell the stream which task is running."""
        loop = asyncio._get_running_loop()
        task = None if loop is None else asyncio.current_task(loop)
        self._switch(0 if task is None else self.task_number(task))

    def _switch(self, number: int) -> None:
        before = self.stream.task
        if before != number:
            self.stream.task = number
            self.stream.emit("switch", before=before or None)

    def task_number(self, task: Any) -> int:
        """The task's number; one that is met for the first time is told of."""
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
            coroutine=_coroutine_name(coroutine),
        )
        return number

    def announce(self, task: Any) -> None:
        """A task has been made and waits for its first step."""
        number = self.task_number(task)
        if not task.done():
            self.stream.emit("task scheduled", of=number, by=self.stream.task or None)

    def named(self, task: Any, name: str) -> None:
        self.stream.emit("task named", of=self.task_number(task), name=name)

    def cancelled(self, task: Any, message: object) -> None:
        self.stream.emit(
            "task cancelled",
            of=self.task_number(task),
            message=None if message is None else short(message),
            by=self.stream.task or None,
        )

    # What the loop does.

    def _call_soon(self, original: Any, loop: Any, callback: Any, *rest: Any) -> Any:
        handle = original(loop, callback, *rest)
        task = _task_of(callback)
        if task is None:
            number = self.numbers.of(handle)
            self.stream.emit("callback queued", callback=number, name=callback_name(callback))
        elif self.numbers.known(task) or _is_ready(task):
            self._scheduled(task, rest[0] if rest else ())
        return handle

    def _scheduled(self, task: Any, arguments: Any) -> None:
        future = arguments[0] if type(arguments) is tuple and arguments else None
        told: dict[str, Any] = {}
        if future is not None:
            told["future"] = self.numbers.of(future)
            if future.cancelled():
                told["cancelled"] = True
        told["by"] = self.stream.task or None
        told["callback"] = self._callback or None
        self.stream.emit("task scheduled", of=self.task_number(task), **told)

    def _call_at(self, original: Any, loop: Any, when: float, callback: Any, *args: Any, **options: Any) -> Any:
        handle = original(loop, when, callback, *args, **options)
        future = None
        for argument in args:
            if is_future(argument):
                future = self.numbers.of(argument)
        self.stream.emit(
            "timer set",
            timer=self.numbers.of(handle),
            delay=round(when - loop.time(), 6),
            name=callback_name(callback),
            future=future,
        )
        return handle

    def _cancel_timer(self, original: Any, handle: Any) -> Any:
        if not handle._cancelled and self.numbers.known(handle):
            self.stream.emit("timer cancelled", timer=self.numbers.known(handle))
        return original(handle)

    def begin_round(self, loop: Any, stuck: bool) -> None:
        """A round of a loop begins; ``stuck``: nothing is ready in it."""
        self.round += 1
        self._find_task()
        if stuck:
            self._look_for_deadlock(loop)

    def _run_once(self, original: Any, loop: Any) -> Any:
        self.begin_round(loop, not loop._ready and not loop._stopping)
        if self.virtual is not None:
            self.virtual.prepare(loop)
        return original(loop)

    def _run(self, original: Any, handle: Any) -> Any:
        task = _task_of(handle._callback)
        if self._told_round != self.round:
            self._tell_round(handle)
        if task is None:
            number = self.numbers.of(handle)
            kind = "timer" if isinstance(handle, asyncio.TimerHandle) else "callback"
            self._callback = number
            self.stream.emit(f"{kind} run", **{kind: number}, name=callback_name(handle._callback))
        else:
            self._switch(self.task_number(task))
            self.stream.emit("task step")
        try:
            return original(handle)
        finally:
            self._callback = 0
            self._ended(task)

    def _ended(self, task: Any) -> None:
        if task is not None and task.done():
            self.stream.emit("task done", **_outcome(task))
        self._switch(0)

    def _tell_round(self, first: Any) -> None:
        """A round begins: what is ready in it, and which timers wait."""
        self._told_round = self.round
        loop = first._loop
        ready = [first, *list(loop._ready)[: _MOST_SHOWN - 1]]
        timers = sorted([(timer._when, timer) for timer in loop._scheduled if not timer._cancelled], key=_when)
        self.stream.emit(
            "round",
            round=self.round,
            ready=[self._handle(each) for each in ready if not each._cancelled],
            timers=[
                [self.numbers.known(timer), round(when - loop.time(), 6), callback_name(timer._callback)]
                for when, timer in timers[:_MOST_SHOWN]
            ],
            more=max(0, len(loop._ready) + 1 - _MOST_SHOWN) or None,
        )

    def _handle(self, handle: Any) -> dict[str, Any]:
        task = _task_of(handle._callback)
        if task is not None:
            return {"task": self.task_number(task)}
        return {"callback": self.numbers.of(handle), "name": callback_name(handle._callback)}

    def _exception(self, original: Any, loop: Any, context: Any) -> Any:
        error = context.get("exception") if type(context) is dict else None
        task = (context.get("task") or context.get("future")) if type(context) is dict else None
        self.stream.emit(
            "loop error",
            message=short(context.get("message"))[1:-1] if type(context) is dict else None,
            error=None if error is None else short(error),
            of=self.numbers.known(task) or None,
        )
        return original(loop, context)

    def _look_for_deadlock(self, loop: Any) -> None:
        """Nothing is ready and nothing can become ready: no timer, no socket, no thread."""
        if not quiet(loop):
            return
        waiting = [task for task in asyncio.all_tasks(loop) if not task.done()]
        waiting.sort(key=self.task_number)
        numbers = [self.task_number(task) for task in waiting]
        if numbers and self.stream.count not in self._stuck:
            self.stream.emit("deadlock", tasks=numbers, waits=waits_for_graph(waiting, self.task_number))
            self._stuck = {self.stream.count}


def _coroutine_name(coroutine: Any) -> str:
    name = getattr(coroutine, "__qualname__", None) if type_name(type(coroutine)) == "coroutine" else None
    return name if type(name) is str else short(coroutine)


def _when(pair: Any) -> float:
    return float(pair[0])


def _is_ready(task: Any) -> bool:
    """Whether the task has been made to the end: while it is being made, it has no name yet."""
    return getattr(task, "_minicoro_made", True)


def _outcome(task: Any) -> dict[str, Any]:
    if task.cancelled():
        return {"cancelled": True}
    error = task._exception  # to call exception() would count as having retrieved it
    told: dict[str, Any] = {"value": short(task._result)} if error is None else {"error": short(error)}
    if error is None and task.cancelling():
        told["cancelling"] = task.cancelling()
    return told


def _task_of(callback: Any) -> Any:
    """The task whose step a callback is, if it is one."""
    name = type_name(type(callback))
    if name in ("TaskStepMethWrapper", "TaskWakeupMethWrapper", "builtin_function_or_method", "method"):
        owner = getattr(callback, "__self__", None)
        if is_task(owner):
            return owner
    return None


def callback_name(callback: Any) -> str:
    """A callback by its name in the source."""
    while type(callback) is functools.partial:
        callback = callback.func
    name = getattr(callback, "__qualname__", None) if not _is_instance(callback) else None
    return name if isinstance(name, str) else type_name(type(callback))


def _is_instance(callback: Any) -> bool:
    """Whether it is an object of a class of the program, whose attributes may be code."""
    return type_name(type(callback)) not in (
        "function", "method", "builtin_function_or_method", "method-wrapper", "type",
    )  # fmt: skip


def _around(owner: Any, name: str, told: Any) -> None:
    """Let ``told(original, …)`` stand for a method."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def method(self: Any, *args: Any, **options: Any) -> Any:
        return told(original, self, *args, **options)

    setattr(owner, name, method)


def _task_class(loops: LoopWatcher) -> Any:
    class Task(_HostTask):  # type: ignore[misc]
        _minicoro_made = False

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._minicoro_made = True
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
