"""The state of a program between two steps, as a key: equal keys mean equal futures.

A state contains all that the rest of the run can depend on: the frames of the tasks with the objects that they await, all
objects that can be reached from them and from the globals of modules, the ready queue, the timers, the output.
"""

import asyncio
import contextvars
import gc
import random
import sys
import types
from typing import Any

from minicoro.api import NATIVE_COROUTINE, NATIVE_GENERATOR, Asend, Athrow, CoroutineWrapper, Ended, Foreign, view
from minicoro.observe.values import type_name
from minicoro.observe.waiting import is_future, is_task
from minicoro.schedules.accesses import Each
from minicoro.schedules.control import Control
from minicoro.schedules.model import ANY
from minicoro.schedules.objects import ITERATORS, CannotCompareError, Walk

_LIBRARY = ("asyncio", "contextlib", "concurrent", "functools", "types")
"""Packages whose coroutines have no state outside of this walk: their frames are compared by instruction and variables."""
_WRAPPERS = ("FutureIter", "TaskStepMethWrapper", "coroutine_wrapper", "TaskWakeupMethWrapper")


def key_of(control: Control, space: dict[str, Any], with_clock: bool, files: set[str]) -> str:
    """The key of the current state; `CannotCompareError` if a part of it cannot be compared."""
    walk = _State(control, files)
    walk.put(control.earlier, control.forgotten())
    walk.tasks()
    walk.loop(control.loops[-1], with_clock)
    walk.context(contextvars.copy_context())
    walk.namespace(space)
    for name, each in list(sys.modules.items()):
        if getattr(each, "__file__", None) in files and vars(each) is not space:
            walk.put(name)
            walk.namespace(vars(each))
    walk.put("input", tuple(control.input.reads) if control.input is not None else ())
    walk.put("chance", hash(random.getstate()))
    walk.text(control.said.getvalue() if control.recorder.output else "")
    for future in control.futures:
        if getattr(future, "_log_traceback", False):
            walk.value(future)
    walk.put(tuple(control.errors))
    return walk.digest()


class _State(Walk):
    """The walk over the data of asyncio and the engine."""

    def __init__(self, control: Control, files: set[str]) -> None:
        super().__init__(control.recorder, files)
        self.control = control

    def value(self, value: Any) -> None:
        if is_task(value):
            self.put("task", self.control.label(value))
        else:
            super().value(value)

    def tasks(self) -> None:
        self.put("tasks")
        for task in sorted(self.control.tasks, key=self.control.label):
            self._task(task)

    def loop(self, loop: Any, with_clock: bool) -> None:
        """The queues, and the settings that the program may change.  with_clock: with the time itself, not only the remaining
        time.
        """
        self.put("ready", loop.left)
        ready = list(loop._ready)
        for handle in sorted(ready, key=loop.label_of) if self.control.model == ANY else ready:
            self._handle(handle)
        self.put("timers", loop.now if with_clock else 0.0)
        for handle in sorted(loop._scheduled, key=lambda each: (each._when, loop.label_of(each))):
            self.put(round(handle._when - (0 if with_clock else loop.now), 9))
            self._handle(handle)
        for job in loop.jobs:
            self.put("job", job.label)
            self.value(job.function)
            self.value(job.future)
        self.put("loop", len(self.control.loops), loop._stopping)
        self.mapping(loop.settings())

    # Tasks, futures and frames.

    def _task(self, task: Any) -> None:
        self.put("task", self.control.label(task), task.get_name(), task._cancel_message)
        if task.done():
            self.put(task._state, task._log_traceback)
            self.value(task._exception if not task.cancelled() else None)
            self.value(task._result if not task.cancelled() else None)
        else:
            self.put(task.cancelling(), task._must_cancel)
            self.value(task.get_coro())
            self.value(task._fut_waiter)
        self._callbacks(task)
        self.context(getattr(task, "_context", None) or getattr(task, "get_context", lambda: None)())

    def _handle(self, handle: Any) -> None:
        self.value(handle._callback)
        self.value(handle._args)
        self.context(handle._context)

    def _callbacks(self, future: Any) -> None:
        for callback, _ in future._callbacks or ():
            self.value(callback)
        self.put("]")

    def suspendable(self, value: Any) -> None:
        seen = view(value)
        self.code(value.run.__code__)
        self.put(seen.qualname, seen.status, seen.state)
        self.mapping(seen.variables)
        self.mapping(seen.kept)
        self.value(value.delegate)

    def runtime(self, value: Any, kind: type) -> bool:
        """The data of the engine and asyncio; False for any other object."""
        if kind is Foreign:
            self.value(value.iterator)
        elif kind is Ended:
            self.value(value.value)
        elif kind is CoroutineWrapper:
            self.value(value._coroutine)
        elif kind in (Asend, Athrow):
            self.put(value.stage, value.state)
            self.value(value.given)
            self.value(value.generator)
        elif isinstance(value, asyncio.AbstractEventLoop):
            self.put("loop", [each is value for each in self.control.loops], value.is_closed())
        elif isinstance(value, asyncio.Handle):
            self.put(value.cancelled())
            self.value(getattr(value, "_callback", None))
            self.value(getattr(value, "_args", None))
        elif is_future(value):
            self._future(value)
        elif kind in (NATIVE_COROUTINE, NATIVE_GENERATOR):
            self._host_frame(value, "cr" if kind is NATIVE_COROUTINE else "gi")
        elif type_name(kind) in _WRAPPERS:
            for each in gc.get_referents(value):
                self.value(each)
        elif kind is Each:
            self.value(value.container)
            self.value(value.iterator)
        else:
            return False
        return True

    def _future(self, value: Any) -> None:
        self.put(value._state, value._log_traceback, value._cancel_message)
        if value.done() and not value.cancelled():
            self.value(value._exception)
            self.value(value._result)
        self._callbacks(value)
        for each in gc.get_referents(value):  # a subclass's attributes, as of `gather`
            if type(each) is not types.TracebackType:
                self.value(each)
        self.put("]")

    def _host_frame(self, o: Any, prefix: str) -> None:
        """A coroutine or generator of the library: its current instruction, its variables, and the object that it awaits."""
        frame, code = getattr(o, f"{prefix}_frame"), getattr(o, f"{prefix}_code")
        self.put(code.co_qualname, -1 if frame is None else frame.f_lasti)
        if frame is None:
            return
        if str(frame.f_globals.get("__name__")).partition(".")[0] not in _LIBRARY:
            raise CannotCompareError(
                f"a suspended call of {code.co_qualname}, which is not interpreted, cannot be compared"
            )
        self.mapping(frame.f_locals)
        for each in gc.get_referents(o):  # the iterators of its loops have no names
            if type(each) in ITERATORS:
                self.value(each)
        self.value(o.cr_await if prefix == "cr" else o.gi_yieldfrom)
