"""The session's event loop, which exists as long as the session, and the code that runs on it.

An input that awaits nothing runs while the loop is set as the running loop but does not run, so that no other task runs
meanwhile.  An input that awaits becomes a task, and the loop runs until this task is done.
"""

import asyncio
import asyncio.events
import contextvars
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

Result = TypeVar("Result")


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while the session waited for a task, which has been cancelled."""


_OF_THE_PROMPT: "contextvars.ContextVar[bool]" = contextvars.ContextVar("of the prompt", default=False)


def prompt_context() -> contextvars.Context:
    """A context for the tasks of the prompt itself: these, and tasks that they make, are not numbered like the program's tasks."""
    context = contextvars.Context()
    context.run(_OF_THE_PROMPT.set, True)
    return context


def _naming(create_task: Callable[..., Any]) -> Callable[..., Any]:
    """``loop.create_task`` that gives tasks of the prompt names of their own, so that the program's tasks count from Task-1.

    A task factory would not work: with a factory, some releases of 3.13 set the name afterwards, to "None" if none was given.
    """

    def create_named(coroutine: Any, **options: Any) -> Any:
        context: contextvars.Context = options.get("context") or contextvars.copy_context()
        if options.get("name") is None and context.get(_OF_THE_PROMPT):
            options["name"] = "prompt"
        return create_task(coroutine, **options)

    return create_named


class Running:
    """The loop, and the context in which all inputs run, so that an input sees the context variables that an earlier one has
    set.
    """

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.loop.create_task = _naming(self.loop.create_task)  # type: ignore[method-assign]
        self.context = contextvars.copy_context()
        self.held = False
        self._awaited: asyncio.Task[Any] | None = None
        self._interrupted = False
        self._inputs = 0

    def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Call a function as code of the program that runs in the loop; its exceptions are raised."""
        before = asyncio.events._get_running_loop()
        hooks = sys.get_asyncgen_hooks()
        loop: Any = self.loop
        asyncio.events._set_running_loop(self.loop)
        sys.set_asyncgen_hooks(loop._asyncgen_firstiter_hook, loop._asyncgen_finalizer_hook)
        try:
            return self.context.run(function, *arguments)
        finally:
            sys.set_asyncgen_hooks(*hooks)
            asyncio.events._set_running_loop(before)

    def complete(self, coroutine: Any) -> Any:
        """Run a coroutine as a task to its end and return its result; Ctrl-C cancels it and raises `Interrupted`."""
        self._inputs += 1
        task: asyncio.Task[Any] = asyncio.Task(
            coroutine, loop=self.loop, name=f"input-{self._inputs}", context=self.context
        )
        return self.wait_for(task)

    def wait_for(self, task: "asyncio.Task[Any]") -> Any:
        """Run the loop until a task is done; return its result or raise its exception."""
        self._awaited, self._interrupted = task, False
        task.add_done_callback(self._stop)
        while not task.done():
            self._go_round()
        self._awaited = None
        if task.cancelled():
            raise Interrupted if self._interrupted else asyncio.CancelledError
        error = task.exception()
        if error is not None:
            raise error
        return task.result()

    def _stop(self, task: "asyncio.Task[Any]") -> None:
        if task is self._awaited:
            self.loop.stop()

    def _go_round(self) -> None:
        before = signal.getsignal(signal.SIGINT)
        try:
            signal.signal(signal.SIGINT, self._on_interrupt)
        except ValueError:  # not the main thread: Ctrl-C interrupts another one
            run_program(self.loop)
            return
        try:
            run_program(self.loop)
        except KeyboardInterrupt:
            if self._awaited is None or not self._awaited.done():
                raise
        finally:
            signal.signal(signal.SIGINT, before)

    def _on_interrupt(self, number: int, frame: FrameType | None) -> None:
        """Ctrl-C: cancel the awaited task if it waits; interrupt running code."""
        task = self._awaited
        if task is None or task.done() or self._interrupted or asyncio.current_task(self.loop) is not None:
            raise KeyboardInterrupt
        self._interrupted = True
        task.cancel()
        self.loop.call_soon_threadsafe(lambda: None)  # wakes the loop

    def one_round(self) -> None:
        """One iteration of the loop: the ready callbacks, and the timers that are due."""
        self.loop.call_soon(self.loop.stop)
        self._go_round()

    def ready(self) -> list[Any]:
        """The callbacks that will run in the next iteration, without those of the editor."""
        loop: Any = self.loop
        return [handle for handle in loop._ready if not handle.cancelled() and not _of_editor(handle)]

    def timers(self) -> list[Any]:
        """The timers, the next one first."""
        loop: Any = self.loop
        return sorted([handle for handle in loop._scheduled if not handle.cancelled()], key=lambda h: h.when())

    def watches_files(self) -> bool:
        """Whether a task waits for a socket or pipe (one pipe is the loop's own)."""
        loop: Any = self.loop
        return len(loop._selector.get_map()) > 1

    def until_idle(self) -> int:
        """Run the loop until nothing is ready, due or awaited from outside; return the number of iterations."""
        rounds = 0
        while True:
            timers = self.timers()
            if self.ready():
                self.one_round()
            elif timers:
                alarm = self.loop.call_at(timers[0].when(), self.loop.stop)
                try:
                    self._go_round()
                finally:
                    alarm.cancel()
            elif self.watches_files():
                alarm = self.loop.call_later(0.05, self.loop.stop)
                self._go_round()
            else:
                return rounds
            rounds += 1

    def wait_readable(self, fd: int) -> None:
        """Run background tasks until there is input to read."""
        if self.held or not self._waits_on(fd):
            return
        try:
            self._go_round()
        finally:
            self.loop.remove_reader(fd)

    def _waits_on(self, fd: int) -> bool:
        try:
            self.loop.add_reader(fd, self.loop.stop)
        except (OSError, ValueError, NotImplementedError):  # a plain file is always readable
            self.one_round()
            return False
        return True

    def close(self) -> None:
        """Cancel the remaining tasks, as ``asyncio.run`` does at its end."""
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self.wait_for_all(list(tasks))
        for last in (self.loop.shutdown_asyncgens(), self.loop.shutdown_default_executor()):
            self.loop.run_until_complete(last)
        self.loop.close()

    def wait_for_all(self, tasks: list[Any]) -> None:
        """Wait for tasks, and report exceptions that would not be seen otherwise."""
        done, _ = self.loop.run_until_complete(asyncio.wait(tasks))
        for task in done:
            if not task.cancelled() and task.exception() is not None:
                self.loop.call_exception_handler(
                    {
                        "message": "unhandled exception at the end of the session",
                        "exception": task.exception(),
                        "task": task,
                    }
                )


def run_program(loop: asyncio.AbstractEventLoop) -> None:
    """Run the loop.  It has the name of the function at the bottom of the program's stack (`minicoro.cli.ending.BOTTOM`)."""
    loop.run_forever()


def _of_editor(handle: Any) -> bool:
    module = getattr(handle._callback, "__module__", None)
    return isinstance(module, str) and module.startswith("prompt_toolkit")
