import asyncio
import contextlib
import gc
import itertools
import os
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from threading import get_ident
from types import BuiltinMethodType, CodeType, FrameType, FunctionType, MethodDescriptorType, MethodType, TracebackType
from typing import Any

from minicoro.native.forgotten import tell_of_methods, tell_of_never_awaited
from minicoro.native.monitoring import DISABLE, SUSPENDS, Monitoring, disables_unwind, is_foreign, is_program
from minicoro.observe.naming import at_latest, of_callback, of_coroutine
from minicoro.observe.values import type_name
from minicoro.observe.waiting import is_future

START, RESUME, THROW, YIELD, RETURN, UNWIND, OPERATION, TIMER, CANCEL, DROPPED = range(10)

Entry = tuple[int, CodeType, int, Any, int, Any]
"""kind, code, offset, id of the frame, nanoseconds, and by kind: who runs it (START, RESUME); that and an error (THROW), as
`error_in_words` has it; what is yielded (YIELD) or returned (RETURN), as `kept` has it; an error, and
the code and offset of the program's innermost frame in its traceback (UNWIND).  For OPERATION and
TIMER: kind, code, who, a weak reference to the lock or other object or to the timer (None: a sleep, which ends when its task
goes on), nanoseconds, and an `Operated` or a `Timer` (None: the timer is cancelled).  For CANCEL the same as for OPERATION,
with the number of the cancelled task instead of the reference.  For DROPPED (a coroutine was never awaited): kind, code, who, None, nanoseconds,
and the qualified name of the coroutine with the code and the offset of the line that dropped it.  "Who" is the number of the task; outside of tasks the thread's
identifier, negated."""

Operated = tuple[str, CodeType | None, int]
"""A method's name, and the code and the offset of the call; None: it is not known."""

Names = tuple[str, str, Any]
"""A task's name, and its coroutine's code; if that is None, its coroutine's qualified name, in between."""

Timer = tuple[int, str, Any]
"""A timer that is set: its deadline in nanoseconds, its name with NAME for that of the task, and a weak reference to the future
that it is for (None: none)."""

NAME = "\0"

_MOST_LETTERS = 60
_MANY = 1000
_MOST_FUNCTIONS = 10_000
_MOST_GONE = 20
_LARGEST = 2**63
WRAPPED = "async_generator_wrapped_value"


def kept(value: object) -> Any:
    """A value that is cheap and refers to no object: None, a bool, int, float or the beginning of a str; for any other value
    the name of its type, in a tuple.  No code of the program runs.
    """
    kind = type(value)
    if value is None or kind is bool or kind is float or (kind is int and -_LARGEST < value < _LARGEST):  # type: ignore[operator]
        return value
    if kind is str:
        return value if len(value) <= _MOST_LETTERS else f"{value[:_MOST_LETTERS]}…"  # type: ignore[arg-type, index]
    name = type_name(kind)
    if name == WRAPPED:  # what an asynchronous generator yields
        return kept(gc.get_referents(value)[0])
    return (name,)


def kept_in_words(told: Any) -> str:
    """The text of a value that `kept` has returned."""
    return f"{told[0]} (not recorded)" if type(told) is tuple else repr(told)


def error_in_words(error: BaseException) -> str:
    """An exception with its first argument, if `kept` keeps this argument; no code of the program runs."""
    arguments: tuple[object, ...] = _ARGUMENTS.__get__(error)
    words = [_DOTS if type(told) is tuple else repr(told) for told in [kept(each) for each in arguments[:3]]]
    return f"{type_name(type(error))}({', '.join(words)})"


def _nothing() -> None:
    """A reference to no object."""


_ARGUMENTS: Any = BaseException.__dict__["args"]
_TRACEBACK: Any = BaseException.__dict__["__traceback__"]
_MOST_ENTRIES = 50
_DOTS = "…"

_OPERATIONS = {
    "Lock": ("acquire", "release"),
    "Semaphore": ("acquire", "release"),
    "Event": ("set", "clear"),
    "Condition": ("notify",),
    "Queue": ("put_nowait", "get_nowait", "task_done"),
    "Future": ("cancel",),
    "Timeout": ("_on_timeout",),
    "TaskGroup": ("_abort",),
}
"""The recorded methods of asyncio's own objects: those that wake a task, or block one."""


_CHANGES = {"acquire": 1, "release": -1}
_LOCAL = ("PY_YIELD", "PY_RETURN")
_MINICORO = os.path.join(os.path.dirname(__file__), "")
_ASYNCIO = os.path.join(os.path.dirname(asyncio.__file__), "")
_AROUND = (_ASYNCIO, _MINICORO, contextlib.__file__)


class Ring:
    """Records from `start` to `stop`; ``entries`` are the last events.

    last: the number of events that are kept.  tasks: for each known task its number and its names; at most ``last`` finished
    tasks.  loops: the known loops.  held: for a lock or semaphore and a task, the number of the task, its names, how often it has
    acquired the object and not released it, and a weak reference to the object; it is kept longer than the events.  The ring
    refers to code objects and to texts; to tasks, locks, timers and loops only weakly.  gone: the last threads that have ended: name,
    nanoseconds, and the error with the code and the offset of the program's innermost frame in its traceback.  trio: a weak reference to the root task of trio.
    """

    def __init__(self, last: int) -> None:
        self.entries: deque[Entry] = deque(maxlen=last)
        self.tasks: dict[int, Names] = {}
        self.loops: weakref.WeakSet[Any] = weakref.WeakSet()
        self.held: dict[tuple[int, int], tuple[int, Names, int, Any]] = {}
        self.gone: deque[tuple[str, int, str, CodeType | None, int]] = deque(maxlen=_MOST_GONE)
        self.trio: Callable[[], Any] = _nothing
        self._failed: dict[int, tuple[str, CodeType | None, int]] = {}  # by thread: its error
        self._last = last
        self._known: dict[int, tuple[int, Any]] = {}  # number and weak reference of a task, by id
        self._most_known = self._most_held = _MANY
        self._loop: Any = _nothing  # a weak reference to the one that was met last
        self._numbers = itertools.count(1)
        self._functions: dict[int, CodeType] = {}  # those of the program that suspend, by id: their hash would be slow
        self._operations: dict[int, tuple[str, int]] = {}
        """By the id of the code object: the method's name, and the change in how often the task holds the object."""
        self._foreign: dict[int, CodeType] = {}  # callbacks of timers that are not recorded, by id
        self._cancelling: dict[int, CodeType] = {}  # functions that use the name `cancel`, by id
        self._monitoring: Monitoring | None = None
        self._no_longer: list[Callable[[], None]] = []

    def start(self) -> None:
        """Start recording; raises NotAvailableError as `Monitoring` does."""
        start, resume, throw, suspend, end, unwind = self._callbacks()
        self._monitoring = Monitoring(
            {
                "PY_START": start,
                "PY_RESUME": resume,
                "PY_THROW": throw,
                "PY_YIELD": suspend,
                "PY_RETURN": end,
                "PY_UNWIND": unwind,
                "CALL": self._called,
            },
            on_request=(*_LOCAL, "CALL"),
        )
        for kind, names in _OPERATIONS.items():
            for name in names:
                told = f"{kind}.{name.strip('_')}"
                self._watch_operation(getattr(asyncio, kind, None), name, (told, _CHANGES.get(name, 0)))
        self._watch_operation(asyncio.BaseEventLoop, "call_at", ("", 0))
        self._watch_operation(threading.Thread, "_bootstrap_inner", (_ENDS, 0))
        self._watch_code(threading._make_invoke_excepthook().__code__, (_FAILS, 0))  # type: ignore[attr-defined]
        self._no_longer = [tell_of_never_awaited(self._dropped), tell_of_methods(self._method_dropped)]

    def stop(self) -> None:
        """Stop recording; the recorded events are kept."""
        while self._no_longer:
            self._no_longer.pop()()
        if self._monitoring is not None:
            self._monitoring.stop()
            self._monitoring = None
            self._functions.clear()
            self._cancelling.clear()

    def task_number(self, task: Any) -> int:
        """The number of the task, which stays the same as long as the task exists."""
        found = self._known.get(id(task))
        return found[0] if found is not None and found[1]() is task else self._meet(task)

    def _meet(self, task: Any) -> int:
        """Number a new task and keep its names.  This must be cheap: a server makes a task for each request."""
        number, known, tasks = next(self._numbers), self._known, self.tasks
        known[id(task)] = (number, weakref.ref(task))
        if len(known) > self._most_known:
            self.forget_the_dead()
            self._most_known = _MANY + 2 * len(known)
        tasks[number] = _names(task)
        if len(tasks) > self._last:
            tasks.pop(next(iter(tasks)))
        loop = task.get_loop()
        if loop is not self._loop():
            self.loops.add(loop)
            self._loop = weakref.ref(loop)
        return number

    def forget_the_dead(self) -> None:
        """Remove the numbers of tasks that do not exist any more."""
        for key, entry in list(self._known.items()):
            if entry[1]() is None and self._known.get(key) is entry:  # another thread may use the id again
                del self._known[key]

    def name_the_living(self) -> None:
        """Learn the names of the tasks that exist again: a program may have named a task after its first event, and those of a
        task older than the last tasks may be forgotten.
        """
        for number, reference in list(self._known.values()):
            thing = reference()
            if isinstance(thing, asyncio.Task):
                names = _names(thing)
                if thing.get_coro() is None and number in self.tasks:  # an eager task that is over
                    names = (names[0], *self.tasks[number][1:])
                self.tasks[number] = names

    def _who(self) -> int:
        loop = asyncio._get_running_loop()
        task = None if loop is None else asyncio.current_task(loop)
        return -get_ident() if task is None else self.task_number(task)

    def _records(self, code: CodeType) -> bool:
        """Whether the objects of a function are recorded, which is then known from its code object alone."""
        if self._monitoring is None:
            return False
        recorded = bool(code.co_flags & SUSPENDS) and is_program(code)
        calls = ("CALL",) if "cancel" in code.co_names else ()
        table = self._functions if recorded else self._cancelling
        if recorded or (calls and id(code) not in self._operations):
            table[id(code)] = code
            self._monitoring.watch(code, (*(_LOCAL if recorded else ()), *calls))
        if len(table) > _MOST_FUNCTIONS:  # of a program that makes functions from texts all the time
            self._monitoring.forget(table.pop(next(iter(table))))
        return recorded

    def _called(self, code: CodeType, offset: int, function: Any, first: Any) -> Any:
        """A call in a function that uses the name `cancel`: of the C method `Task.cancel`, or of anything else."""
        kind = type(function)
        if kind is BuiltinMethodType:
            first = function.__self__
        if kind not in (BuiltinMethodType, MethodDescriptorType) or function.__name__ != "cancel":
            return DISABLE
        try:
            if issubclass(type(first), asyncio.Task):
                told = ("Task.cancel", *_caller(sys._getframe(1)))
                self.entries.append((CANCEL, code, self._who(), self.task_number(first), time.monotonic_ns(), told))
        except RecursionError:  # the program reaches the limit itself
            pass
        return None

    def _callbacks(self) -> tuple[Any, ...]:
        """The six callbacks, with all that they need in local variables, because each is called at every event.

        Near the limit of recursion a callback may fail, and an event is lost: the program reaches the limit itself then.
        """
        append, now, frame_of, thread = self.entries.append, time.monotonic_ns, sys._getframe, get_ident
        functions, records, who, meet = self._functions, self._records, self._who, self._meet
        operations, known = self._operations, self._known
        running_loop, current_task = asyncio._get_running_loop, asyncio.current_task
        never = DISABLE if disables_unwind() else None

        def runs(kind: int) -> Callable[[CodeType, int], Any]:
            def run(code: CodeType, offset: int) -> Any:
                try:
                    if id(code) not in functions and not records(code):
                        return DISABLE
                    loop = running_loop()
                    task = None if loop is None else current_task(loop)
                    found = known.get(id(task))
                    is_known = found is not None and found[1]() is task
                    number = found[0] if is_known else -thread() if task is None else meet(task)  # type: ignore[index]
                    append((kind, code, offset, id(frame_of(1)), now(), number))
                except RecursionError:
                    pass
                return None

            return run

        def throw(code: CodeType, offset: int, error: BaseException) -> Any:
            try:
                if id(code) not in functions and not (code.co_flags & SUSPENDS and records(code)):
                    return never
                append((THROW, code, offset, id(frame_of(1)), now(), (who(), error_in_words(error))))
            except RecursionError:
                pass
            return None

        def suspend(code: CodeType, offset: int, value: object) -> None:
            try:
                append((YIELD, code, offset, id(frame_of(1)), now(), None if value is None else kept(value)))
            except RecursionError:
                pass

        def end(code: CodeType, offset: int, value: object) -> None:
            try:
                if id(code) not in operations:
                    append((RETURN, code, offset, id(frame_of(1)), now(), None if value is None else kept(value)))
                else:
                    self._operated(code, frame_of(1), value)
            except RecursionError:
                pass

        def unwind(code: CodeType, offset: int, error: BaseException) -> Any:
            try:
                if id(code) not in functions and not (code.co_flags & SUSPENDS and records(code)):
                    return never
                append((UNWIND, code, offset, id(frame_of(1)), now(), (error_in_words(error), *_raised(error))))
            except RecursionError:
                pass
            return None

        return runs(START), runs(RESUME), throw, suspend, end, unwind

    def _operated(self, code: CodeType, frame: FrameType, value: Any) -> None:
        """A method in ``_operations`` has returned."""
        name, change = self._operations[id(code)]
        if name == _FAILS:  # in the handler of the exception that ends this thread
            error = sys.exception()
            if error is not None and not isinstance(error, SystemExit):
                self._failed[get_ident()] = error_in_words(error), *_raised(error)
            return
        thing = value if not name else frame.f_locals["self"]
        if name == _ENDS:
            ended = str(thing.name), time.monotonic_ns()
            self.gone.append((*ended, *self._failed.pop(get_ident(), ("", None, 0))))
            return
        if not name or name == _CANCEL:
            self._timer(code, thing, name)
            return
        number, of_thing = self._who(), weakref.ref(thing)
        if change and number > 0:  # in a task
            self._hold(of_thing, number, change)
        told = (name, *_caller(frame.f_back))
        self.entries.append((OPERATION, code, number, of_thing, time.monotonic_ns(), told))

    def _dropped(self, coroutine: Any) -> None:
        """A coroutine is freed that was never awaited."""
        told = (str(coroutine.__qualname__), *_caller(sys._getframe(1)))
        self.entries.append((DROPPED, coroutine.cr_code, self._who(), None, time.monotonic_ns(), told))

    def _method_dropped(self, name: str) -> None:
        """The result of a method of an asynchronous generator is freed, which was never awaited."""
        told = (name, *_caller(sys._getframe(1)))
        self.entries.append((DROPPED, told[1] or _caller.__code__, self._who(), None, time.monotonic_ns(), told))

    # The methods of asyncio, each at its return.

    def _watch_operation(self, kind: Any, name: str, told: tuple[str, int]) -> None:
        self._watch_code(getattr(getattr(kind, name, None), "__code__", None), told)

    def _watch_code(self, code: CodeType | None, told: tuple[str, int]) -> None:
        if code is not None and self._monitoring is not None and id(code) not in self._operations:
            self._operations[id(code)] = told
            self._monitoring.watch(code, ("PY_RETURN", *(("CALL",) if "cancel" in code.co_names else ())))

    def _hold(self, of_thing: Any, task: int, change: int) -> None:
        key = (id(of_thing), task)
        _, names, count, _ = self.held.get(key) or (0, self.tasks.get(task, _UNKNOWN), 0, None)
        if count + change > 0:
            self.held[key] = (task, names, count + change, of_thing)
            if len(self.held) > self._most_held:
                for each in [each for each, entry in list(self.held.items()) if entry[3]() is None]:
                    self.held.pop(each, None)
                self._most_held = _MANY + 2 * len(self.held)
        elif count:
            self.held.pop(key, None)

    def _timer(self, code: CodeType, timer: Any, cancelled: str) -> None:
        """`BaseEventLoop.call_at` has returned a timer, or a timer was cancelled.  A library's timers are not recorded: a
        server may have one for each request.
        """
        append, at, ref = self.entries.append, time.monotonic_ns(), weakref.ref
        if cancelled:
            append((TIMER, code, self._who(), ref(timer), at, None))
            return
        callback = timer._callback
        function = callback.__func__ if type(callback) is MethodType else callback
        own = function.__code__ if type(function) is FunctionType else None
        if id(own) in self._foreign or type(timer._loop).time is not asyncio.BaseEventLoop.time:
            return  # a clock of the program's own: it may run at another speed
        if own is not None and is_foreign(own):
            self._foreign[id(own)] = own
            return
        owner = callback.__self__ if issubclass(type(callback), BuiltinMethodType) else None
        futures = [each for each in (owner, *timer._args) if is_future(each)]
        told = (int(at_latest(timer._when) * 1e9), of_callback(callback, NAME), ref(futures[0]) if futures else None)
        if own is not None and own.co_name == _OF_SLEEP:
            append((TIMER, code, self._who(), None, at, told))
        else:
            append((TIMER, code, self._who(), ref(timer), at, told))
            self._watch_operation(asyncio.TimerHandle, "cancel", (_CANCEL, 0))


def _caller(frame: FrameType | None) -> tuple[CodeType | None, int]:
    """The code and the offset of the first frame outside of asyncio, contextlib and minicoro, from a frame outwards; None if the event loop
    comes first.
    """
    while frame is not None:
        code = frame.f_code
        if not code.co_filename.startswith(_AROUND):
            return code, frame.f_lasti
        if code.co_name == "_run_once":
            break
        frame = frame.f_back
    return None, 0


def _raised(error: BaseException) -> tuple[CodeType | None, int]:
    """The code and the offset of the program's innermost frame in a traceback; no code of the program runs."""
    found: tuple[CodeType | None, int] = None, 0
    traceback: TracebackType | None = _TRACEBACK.__get__(error)
    for _ in range(_MOST_ENTRIES):
        if traceback is None:
            break
        if is_program(traceback.tb_frame.f_code):
            found = traceback.tb_frame.f_code, traceback.tb_lasti
        traceback = traceback.tb_next
    return found


_UNKNOWN: Names = ("?", "?", None)
_CANCEL = "TimerHandle.cancel"
_ENDS, _FAILS = "Thread ends", "Thread fails"
_OF_SLEEP = "_set_result_unless_cancelled"


def _names(task: Any) -> Names:
    coroutine = task.get_coro()
    code = getattr(coroutine, "cr_code", None)
    named = code is not None or coroutine is None
    name = "" if named else getattr(coroutine, "__qualname__", None) or of_coroutine(coroutine)
    return str(task.get_name()), str(name), code
