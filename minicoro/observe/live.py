"""Data for `--explain` besides the events: the tasks and objects themselves, at the moment of an event.

`Live` and `LiveLoops` are the watchers of a trace (`watcher`, `loop`) that also call `Explain`.  After an internal error
of the explanation it is not called any more, and the error is reported at the end; it is never raised in the program.
"""

import asyncio
import asyncio.base_events
import asyncio.selector_events
import functools
import gc
import warnings
from threading import get_ident
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from minicoro.api import THROW, Asend, Athrow, Suspendable, is_suspendable, tell_of_awaitables
from minicoro.observe.explain import Explain
from minicoro.observe.loop import LoopWatcher, around
from minicoro.observe.losing import is_coroutine, is_coroutine_function
from minicoro.observe.places import HIDDEN, caller, current_frame, is_library, place_of_frame, task_name
from minicoro.observe.stream import Stream
from minicoro.observe.values import is_one, type_name
from minicoro.observe.waiting import is_future, is_task, task_of
from minicoro.observe.watcher import Watcher


class Live(Watcher):
    """A watcher that passes the objects to the explanation."""

    def __init__(self, stream: Stream, with_variables: bool, explain: Explain) -> None:
        super().__init__(stream, with_variables)
        self._explain, self.look = explain, explain.look
        self._tell_unawaited()

    def resumed(self, o: Suspendable, state: int, sent: object) -> None:
        super().resumed(o, state, sent)
        if len(self.running.stack) == 1 and asyncio._get_running_loop() is not None:
            self.look(self._explain.step_begins, lambda: "")
        if sent is THROW:
            self.look(self._explain.thrown, o)

    def entered(self, o: Suspendable, number: int) -> None:
        super().entered(o, number)
        self.look(self._explain.entered, o, number)

    def suspended(self, o: Suspendable, value: object) -> None:
        super().suspended(o, value)
        self.look(self._explain.suspended, o, value, self._is_outermost())

    def returned(self, o: Suspendable, value: object) -> None:
        super().returned(o, value)
        self.look(self._explain.returned, o, self._is_outermost())

    def raised(self, o: Suspendable, error: BaseException) -> None:
        super().raised(o, error)
        self._is_outermost()
        self.look(self._explain.raised, o)

    def _is_outermost(self) -> bool:
        """Whether the object that has just ended or suspended was the only running one: a step of a task has ended."""
        if self.running.stack:
            return False
        if not getattr(self.running, "in_handle", False):  # a loop whose callbacks cannot be seen
            self.look(self._explain.step_ends)
        return True

    def dropped(self, o: Any) -> None:
        if type(o) in (Asend, Athrow):
            method = "asend" if type(o) is Asend else o.name
            name = f"{o.generator.run.__qualname__}.{method}()"
            self.look(self._explain.unawaited, name, place_of_frame(current_frame()))
        else:
            super().dropped(o)

    def _tell_unawaited(self) -> None:
        """Report coroutines that were never awaited; those of the library through the function of ``warnings`` for them."""
        tell_of_awaitables()
        original: Any = getattr(warnings, "_warn_unawaited_coroutine", None)
        if original is None:
            return

        def report_and_warn(coroutine: Any) -> None:
            if not is_suspendable(coroutine):
                self.look(self._explain.unawaited, coroutine.__qualname__, place_of_frame(current_frame()))
            original(coroutine)

        function: Any = report_and_warn
        function.__code__ = function.__code__.replace(co_filename=HIDDEN)
        functools.update_wrapper(function, original)
        warnings._warn_unawaited_coroutine = function  # type: ignore[attr-defined]


class LiveLoops(LoopWatcher):
    """A watcher of event loops that passes the tasks to the explanation."""

    def __init__(self, watcher: Live, virtual: bool, explain: Explain) -> None:
        super().__init__(watcher, virtual)
        self._explain = explain
        self._look = watcher.look
        self._queued: dict[int, str] = {}

    def install(self) -> None:
        super().install()
        around(asyncio.base_events.BaseEventLoop, "run_in_executor", self._run_in_executor)
        around(asyncio.base_events.BaseEventLoop, "create_future", self._create_future)
        around(asyncio.selector_events.BaseSelectorEventLoop, "_process_events", self._process_events)

    def announce(self, task: Any) -> None:
        super().announce(task)
        self._look(self._explain.task_made, task, place_of_frame(current_frame()))

    def cancelled(self, task: Any, message: object) -> None:
        super().cancelled(task, message)
        self._look(self._explain.task_asked, task)

    def _call_soon(self, original: Any, loop: Any, callback: Any, *rest: Any) -> Any:
        handle = super()._call_soon(original, loop, callback, *rest)
        self._note(handle, callback)
        if getattr(loop, "_thread_id", None) not in (None, get_ident()):
            self._in_another_thread()
        return handle

    def _call_at(self, original: Any, loop: Any, when: float, callback: Any, *args: Any, **options: Any) -> Any:
        handle = super()._call_at(original, loop, when, callback, *args, **options)
        self._note(handle, callback)
        if loop._thread_id not in (None, get_ident()):
            self._look(self._explain.losing.from_another_thread, place_of_frame(current_frame()))
        return handle

    def _run_in_executor(self, original: Any, loop: Any, executor: Any, function: Any, *args: Any) -> Any:
        self._look(self._explain.losing.given_to_thread, function, place_of_frame(current_frame()))
        return original(loop, executor, function, *args)

    def _create_future(self, original: Any, loop: Any) -> Any:
        future = original(loop)
        frame = caller(current_frame())
        if frame is not None and not is_library(frame.f_code.co_filename):
            self._look(self._explain.losing.future_made, future, place_of_frame(frame))
        return future

    def _in_another_thread(self) -> None:
        """``call_soon_threadsafe`` may do what ``call_soon`` may not."""
        frame = caller(current_frame())
        if frame is not None and frame.f_code.co_name == "call_soon":
            self._look(self._explain.losing.from_another_thread, place_of_frame(frame))

    def _note(self, handle: Any, callback: Any) -> None:
        """Record the place where the loop gets a C function, which has no line of its own, or a coroutine by mistake."""
        in_c = issubclass(type(callback), BuiltinFunctionType) and not is_task(callback.__self__)
        if in_c or is_coroutine(callback) or is_coroutine_function(callback):
            self._queued[id(handle)] = place_of_frame(current_frame())

    def _run(self, original: Any, handle: Any) -> Any:
        at = self._queued.pop(id(handle), "")
        self._look(self._explain.step_begins, lambda: _what(handle), at)
        self.watcher.running.in_handle = True
        try:
            return super()._run(original, handle)
        finally:
            self.watcher.running.in_handle = False
            self._look(self._explain.step_ends)
            self._look(self._explain.settle)

    def _run_once(self, original: Any, loop: Any) -> Any:
        try:
            return super()._run_once(original, loop)
        except KeyboardInterrupt:
            self._look(self._explain.loop_interrupted)
            raise

    def _process_events(self, original: Any, loop: Any, events: Any) -> None:
        self._look(self._explain.stuck.woke, loop)
        original(loop, events)

    def finish(self) -> None:
        super().finish()
        kinds: dict[int, bool] = {}  # also of futures without events, such as that of a gather() that was not awaited
        for value in gc.get_objects():
            kind = type(value)
            if id(kind) not in kinds:
                kinds[id(kind)] = is_future(value)
            if kinds[id(kind)] and getattr(value, "_log_traceback", False):
                self._look(self._explain.losing.never_retrieved, value)

    def _ended(self, task: Any) -> None:
        super()._ended(task)
        if task is not None and task.done():
            self._look(self._explain.task_done, task)

    def _exception(self, original: Any, loop: Any, context: Any) -> Any:
        if type(context) is dict:
            self._look(self._explain.loop_error, loop, context)
        return super()._exception(original, loop, context)

    def _look_for_deadlock(self, loop: Any) -> None:
        super()._look_for_deadlock(loop)
        self._look(self._explain.stuck.look, loop)


def _what(handle: Any) -> str:
    callback = handle._callback
    task = task_of(callback)
    if task is not None:
        return f"task {task_name(task)}"
    while type(callback) is functools.partial:
        callback = callback.func
    kind = type(callback)  # others' attributes may run code
    known = is_one(kind, (FunctionType, MethodType)) or issubclass(kind, BuiltinFunctionType)
    return f"the callback {callback.__qualname__ if known else type_name(type(callback))}"
