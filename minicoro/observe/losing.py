"""Lost work and errors: tasks without references or awaits, errors that nobody sees, generators that are not closed."""

import ast
import asyncio
import functools
import gc
import time
import weakref
from contextvars import Context
from types import AsyncGeneratorType, CoroutineType, FunctionType, MethodType
from typing import Any

from minicoro.api import (
    Athrow,
    Branch,
    Delegate,
    Machine,
    Return,
    Suspendable,
    Yield,
    is_suspendable,
    line_of,
    targets,
)
from minicoro.observe.closure import closure
from minicoro.observe.deadlock import waits_of
from minicoro.observe.diagnosis import Findings
from minicoro.observe.names import duration
from minicoro.observe.naming import gathered_by, of_tasks
from minicoro.observe.places import is_library, managers, place, raised_at, standing, stands_of, task_name
from minicoro.observe.reach import At, names_left
from minicoro.observe.values import module, short, type_name
from minicoro.observe.waiting import function_of, is_task, links_of

_CALLBACK = "call_soon, call_later or add_done_callback"
_UNRETRIEVED = "scheduling/exception-never-retrieved"
KEEP = "keep a reference to the task until it is done (a set of tasks), or use asyncio.TaskGroup: the loop keeps only weak ones"
_ASK = "keep the task and await it (or use asyncio.TaskGroup), so that its exception reaches somebody"
_LEAVE = "an exit in a task stops the loop at once: let main return, and call sys.exit() after asyncio.run"
_AWAIT = "await the future in the function that needs its result; if nobody needs it, do not set an exception"
_SERVING = (
    "Queue.get", "Event.wait", "Condition.wait", "Condition.wait_for", "Semaphore.acquire", "Barrier.wait",
)  # fmt: skip
_NO_ERROR = (asyncio.CancelledError, KeyboardInterrupt)
"""Exceptions that are not errors of the program: gather's future gets the first when it is cancelled, a running task the second at Ctrl-C."""
HAND_OVER = "call it in the loop's thread: `loop.call_soon_threadsafe(function, argument)`, such as `future.set_result`"
_LONGER = 0.1
"""The number of seconds that a thread may run after main: it may need a moment to notice that it shall end."""
_SERVES = ("serve_forever", "accept", "read", "readline", "readexactly", "readuntil", "wait_closed", "sock_accept")


def at(link: Any) -> tuple[Machine, int] | None:
    """The machine and the state of a suspended object of the program; None for anything else."""
    return (link.machine, link.state) if is_suspendable(link) else None


def is_scope(kind: type) -> bool:
    """Whether a class is that of a timeout, a task group or a cancel scope."""
    return type_name(kind) in ("Timeout", "TaskGroup", "CancelScope") and module(kind).startswith(("asyncio", "anyio"))


class Losing:
    """Follows tasks from their creation to the use of their results and errors.

    at, waits_of: as the functions of these names; others for objects that CPython runs.
    """

    at: At = staticmethod(at)
    waits_of = staticmethod(waits_of)

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._made: dict[int, str] = {}
        self._gathered: dict[int, Any] = {}
        self._dropped: dict[int, str] = {}  # by gather's future whose result nobody uses: where
        self._futures: dict[int, tuple[Any, str]] = {}  # those that the program has made: a weak reference, and where
        self._threads: list[tuple[str, list[float]]] = []
        self.given: set[str] = set()  # the coroutine functions that were given to threads
        self._main_ended = 0.0
        self._main = 0
        self._ended_well = False

    # Tasks.

    def task_made(self, task: Any, at: str, is_main: bool) -> None:
        """at: the place in words, empty if no code of the program made the task."""
        if is_main:
            self._main, self._ended_well = id(task), False
        self._made[id(task)] = at  # kept after the task is freed, because it is reported then
        coroutine = task.get_coro()
        if type(coroutine) is Athrow and coroutine.name == "aclose" and not at:
            self._closed_late(coroutine.generator)
        elif type_name(type(coroutine)) == "async_generator_athrow" and not at:
            for generator in [each for each in gc.get_referents(coroutine) if type(each) is AsyncGeneratorType]:
                self._closed_late(generator)

    def future_made(self, future: Any, at: str) -> None:
        """The program has called ``create_future``.  at: the place in words."""
        key = id(future)
        self._futures[key] = (weakref.ref(future, lambda _: self._futures.pop(key, None)), at)

    def _where(self, future: Any, error: BaseException | None) -> str:
        """Where the error of a future was raised; if it was not raised, where the program has made the future."""
        raised = "" if error is None else raised_at(error.__traceback__)
        return raised or self._futures.get(id(future), (None, ""))[1]

    def returned(self, task: Any) -> None:
        """A task has returned."""
        if id(task) == self._main:
            self._ended_well, self._main_ended = True, time.monotonic()

    def suspended(self, gathering: Any, task: Any) -> None:
        """Record which tasks are gathered: if one fails after another one has failed, or the result is dropped, its error is lost."""
        if type_name(type(gathering)) == "_GatheringFuture":
            key, dropped = id(gathering), _drops([link for link in links_of(task) if self.at(link)], self.at)
            self._dropped.pop(key, None)
            if dropped:
                self._dropped[key] = dropped
            for child in gathering._children:
                if isinstance(child, asyncio.Task) and not child.done():
                    self._gathered[id(child)] = weakref.ref(gathering)

    def task_done(self, task: Any) -> None:
        self._made.pop(id(task), None)
        reference = self._gathered.pop(id(task), None)
        gathering = None if reference is None else reference()
        error = None if gathering is None or task.cancelled() else task._exception
        if gathering is None or error is None or isinstance(error, asyncio.CancelledError):
            return
        if gathering.done():
            how = "gather had already ended with another"
        elif id(gathering) in self._dropped and not task.cancelling():
            how = f"gather(…, return_exceptions=True) returns it, and {self._dropped[id(gathering)]}"
        else:
            return
        self._findings.add(
            f"the error of task {task_name(task)} is lost, {short(error)}: {how}",
            "scheduling/gather",
            "use asyncio.TaskGroup, or gather(…, return_exceptions=True) and look at each result",
            raised_at(error.__traceback__),
        )

    def ended_by_run(self, task: Any) -> None:
        """asyncio.run is about to cancel a task, because main has ended."""
        if not self._ended_well:
            return
        links, coroutine = links_of(task), task.get_coro()
        stands = [at for at in [self.at(link) for link in links] if at is not None]
        begun = standing(coroutine)
        if self.at(coroutine) is None or begun is None or is_library(begun[0]) or task.cancelling():
            return
        if any([endless(*at) for at in stands]) or self._serves(task):
            return
        made, how = self._made.get(id(task), ""), ""
        gathering = gathered_by(task)
        if gathering is not None and not gathering._callbacks:
            if gathering.done():
                how = "gather had ended with an error, and let the other tasks go on; "
            elif not any([is_task(each) and each.cancelling() for each in gathering._children]):  # it is the first
                self._findings.add(
                    f"gather({of_tasks(gathering._children)}) was not awaited: main had ended, so asyncio.run cancelled the tasks",
                    "scheduling/gather",
                    "write `await` in front of asyncio.gather(…)",
                    made,
                )
            if not how:
                return
        place_of = stands_of([link for link in links if self.at(link)])[-1]
        state = f"waited at line {place_of[1]}" if stands[0][1] else "had not begun"
        self._findings.add(
            f"the work of task {task_name(task)} was lost: {how}main had ended, so asyncio.run cancelled the task, which {state}",
            "scheduling/cancellation",
            "use asyncio.TaskGroup, which cancels and awaits the other tasks when one fails"
            if how
            else "keep the task and await it before main returns, or make it in an asyncio.TaskGroup",
            made or place(*place_of),
            same=f"lost {made or task_name(task)}",
        )

    def _serves(self, task: Any) -> bool:
        """Whether a task waits for work, so that no work of its own is lost."""
        wait = next(iter(self.waits_of([task])), None)
        if wait is None:
            return True
        names = [function_of(link) for link in links_of(task) if self.at(link) is None]
        return wait.method in _SERVING or any([name in _SERVES for name in names])

    def loop_error(self, loop: Any, context: dict[str, Any], given_at: str) -> None:
        """The loop's exception handler is about to be called.  given_at: the place where the callback was given to the loop, if
        known.
        """
        message = context.get("message")
        message = message if type(message) is str else "the event loop's handler was told of an error"
        error = context.get("exception")
        error = error if isinstance(error, BaseException) else None
        task = context.get("task") or context.get("future")
        if "destroyed but it is pending" in message and isinstance(task, asyncio.Task):
            self._destroyed(loop, task)
        elif isinstance(error, _NO_ERROR):
            return  # until 3.11, asyncio's callbacks also tell of a handler of a connection that was cancelled
        elif "never retrieved" in message and task is not None and type_name(type(task)) == "_GatheringFuture":
            self._findings.add(
                f"gather({of_tasks(task._children)}) was not awaited, so nobody has seen its error, {short(error)}",
                _UNRETRIEVED,
                "write `await` in front of asyncio.gather(…), or await its future later",
                "" if error is None else raised_at(error.__traceback__),
            )
        elif "never retrieved" in message:
            whose = f" (task {task_name(task)})" if isinstance(task, asyncio.Task) else ""
            text = "" if error is None else f": {short(error)}"
            self._findings.add(f"{message}{whose}{text}", _UNRETRIEVED, _ask(task, error), self._where(task, error))
        elif is_coroutine(getattr(context.get("handle"), "_callback", None)):
            self._findings.add(
                f"{_CALLBACK} was given a coroutine object, which cannot be called",
                "scheduling/exception-handler",
                "give it a plain function, or make a task of the coroutine: asyncio.create_task(…)",
                given_at or place(*(standing(context["handle"]._callback) or ("", 0))),
            )
        elif is_coroutine_function(getattr(context.get("handle"), "_callback", None)):
            self.given_as_callback(context["handle"]._callback.__qualname__, given_at)
        else:
            text = "" if error is None else f": {short(error)}"
            self._findings.add(
                f"{message}{text}".rstrip(": "),
                "scheduling/exception-handler",
                "nobody can catch an error of a callback but the callback: put the `try` inside of it",
                given_at if error is None else raised_at(error.__traceback__) or given_at,
            )

    def given_as_callback(self, name: str, at: str) -> None:
        """A coroutine function was called by the loop as a callback."""
        self._findings.add(
            f"{_CALLBACK} was given the coroutine function {name}: the loop calls it, and nobody awaits the coroutine",
            "coroutine/never-awaited",
            f"give a plain function that makes a task: `lambda *_: asyncio.create_task({name}())`",
            at,
        )

    def given_to_thread(self, function: Any, at: str) -> None:
        """A thread gets a function to call, perhaps inside of ``functools.partial`` or ``Context.run``, as from `to_thread`."""
        while type(function) is functools.partial:
            in_context = getattr(function.func, "__self__", None)
            function = function.args[0] if isinstance(in_context, Context) and function.args else function.func
        if not is_coroutine_function(function):
            return
        name = function.__qualname__
        self.given.add(name)
        self._findings.add(
            f"to_thread or run_in_executor was given the coroutine function {name}: the thread only makes a coroutine of it, "
            "which nobody awaits",
            "coroutine/never-awaited",
            f"await {name} where you are; a thread is for plain functions",
            at,
        )

    def thread_limited(self, work: Any, at: str) -> None:
        """A time limit has ended the wait for a thread.  work: the thread's future, of `concurrent.futures`."""
        if work is not None and work.running():
            ended: list[float] = []
            work.add_done_callback(lambda _: ended.append(time.monotonic()))
            self._threads.append((at, ended))

    def threads(self) -> None:
        """The program has ended: report the threads that no time limit has ended, and that ran for longer than main."""
        for at, ended in self._threads:
            longer = (ended[0] if ended else time.monotonic()) - self._main_ended
            if self._main_ended and longer > _LONGER:
                self._findings.add(
                    "a time limit has ended the wait for a thread, but not the thread, which went on for "
                    f"{duration(round(longer, 2))} after main had ended: a thread cannot be cancelled",
                    "scheduling/timeout",
                    "give the function a time limit of its own, or a threading.Event that it looks at and that you set",
                    at,
                )

    def from_another_thread(self, at: str) -> None:
        """Another thread gave a callback or result to a running loop without waking it."""
        self._findings.add(
            "another thread has handed something to the event loop, by call_soon, call_later or the result of a future: that does "
            "not wake the loop, and it is not safe",
            "scheduling/running-loop",
            HAND_OVER,
            at,
        )

    def closed(self, loop: Any) -> None:
        """The program has ended: report the remaining tasks of a closed loop."""
        for task in asyncio.all_tasks(loop) if loop.is_closed() else ():
            self._destroyed(loop, task)

    def _destroyed(self, loop: Any, task: Any) -> None:
        made = self._made.get(id(task), "")
        stands = stands_of(links_of(task))
        at = f", which waited at line {stands[-1][1]}," if stands and stands[-1][1] else ""
        if loop.is_closed() or not loop.is_running():
            self._findings.add(
                f"task {task_name(task)}{at} was not done when its event loop had ended",
                "scheduling/task-kept",
                "cancel the tasks that are left, and await them, before the loop is closed: asyncio.run does it",
                made,
            )
            return
        self._findings.add(
            f"task {task_name(task)}{at} was collected before it was done: there was no reference to it",
            "scheduling/task-kept",
            KEEP,
            made,
        )

    def never_retrieved(self, future: Any) -> None:
        """The program has ended, and the exception of a task or future was never retrieved."""
        whose = f"task {task_name(future)}" if isinstance(future, asyncio.Task) else "a future"
        error = future._exception
        if isinstance(error, _NO_ERROR):
            return
        self._findings.add(
            f"{whose} has an exception that nobody has asked for: {short(error)}",
            _UNRETRIEVED,
            _ask(future, error),
            self._where(future, error),
        )

    # Asynchronous generators.

    def yields(self, o: Suspendable) -> None:
        """An asynchronous generator has yielded.  PEP 789: it must not yield inside of a timeout or a task group."""
        exit = o.machine.states[o.state].exit if o.state > 0 else None
        if not isinstance(exit, Yield):
            return
        for manager, line in managers(o):
            if is_scope(type(manager)):
                at = place(o.run.__code__.co_filename, line_of(o))
                self.yields_inside(o.run.__qualname__, line_of(o) or 0, at, type_name(type(manager)), line)

    def yields_inside(self, name: str, line: int, at: str, scope: str, opened: int) -> None:
        """An asynchronous generator yields inside of a timeout or task group, whose ``with`` is at the line ``opened``."""
        self._findings.add(
            f"asynchronous generator {name} yields at line {line} inside of the "
            f"{scope} of line {opened}: that cancels whoever iterates, and what is outside of the block",
            "scheduling/timeout" if scope == "Timeout" else "scheduling/task-group",
            "let the consumer have the timeout or the group, or pass the items through a queue (PEP 789)",
            at,
        )

    def _closed_late(self, generator: Any) -> None:
        """The event loop closes a generator that was dropped while it was suspended, in a task of its own."""
        at, stands = self.at(generator), standing(generator)
        if at is None or stands is None or at[1] <= 0 or at[0].states[at[1]].region is None or is_library(stands[0]):
            return
        self._findings.add(
            f"asynchronous generator {generator.__qualname__} was left at line {stands[1]}, by `break`, `return` or an error: "
            "its `finally` and `with` blocks end later, in another task",
            "async-generator/finaliser",
            "close it where it is used: `async with contextlib.aclosing(…) as items:` around the `async for`",
            place(*stands),
        )


def _ask(future: Any, error: BaseException | None) -> str:
    if isinstance(error, SystemExit):
        return _LEAVE
    return _ASK if is_task(future) else _AWAIT


def _drops(links: list[Any], at: At) -> str:
    """How the result of `await gather(…, return_exceptions=True)` is dropped; empty if it is used, or the task awaits something
    else.  links: the objects of the program that the task is suspended in.
    """
    machine, number = (at(links[-1]) if links else None) or (None, 0)
    exit = machine.states[number].exit if machine is not None and number > 0 else None
    call = getattr(exit.node, "value", None) if isinstance(exit, Delegate) else None
    if machine is None or not isinstance(exit, Delegate) or not isinstance(call, ast.Call):
        return ""
    given = [each.value for each in call.keywords if each.arg == "return_exceptions"]
    is_kept = any([isinstance(each, ast.Constant) and bool(each.value) for each in given])
    if not is_kept or (exit.result is not None and not _is_unread(machine, number, exit.result)):
        return ""
    line = (standing(links[-1]) or ("", 0))[1]
    return f"line {line} drops the result" if exit.result is None else f"nothing reads {exit.result} of line {line}"


def _is_unread(machine: Machine, number: int, name: str) -> bool:
    """Whether no name in the rest of a function can read a variable; of a name that begins with "_", this is on purpose."""
    unknown = {name, "locals", "eval", "exec", "vars"}
    return name.isidentifier() and name[0] != "_" and unknown.isdisjoint(names_left(machine, number))


def endless(machine: Machine, number: int) -> bool:
    """Whether a function can only end by an exception from its current state: it is in a ``while True``."""
    if number < 0:
        return False
    states = machine.states

    def following(number: int) -> list[int]:
        exit = states[number].exit
        if isinstance(exit, Branch) and isinstance(exit.test, ast.Constant):
            return [exit.then if exit.test.value else exit.otherwise]
        return [] if isinstance(exit, Return) else targets(exit)

    return not any([isinstance(states[each].exit, Return) for each in closure([number], following)])


def is_coroutine(value: Any) -> bool:
    """Whether a value is a coroutine of the program, or another suspended object of minicoro's."""
    return is_suspendable(value) or type(value) is CoroutineType


def is_coroutine_function(value: Any) -> bool:
    """Whether a value is an ``async def`` function or method."""
    function = value.__func__ if type(value) is MethodType else value
    return type(function) is FunctionType and bool(function.__code__.co_flags & 0x80)
