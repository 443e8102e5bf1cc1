"""The ring: the last events of a program as tuples, which are cheap to record and refer to no objects of the program."""

import asyncio
import gc
import sys
import time
import weakref
from collections import deque
from threading import get_ident
from types import CodeType
from typing import Any

from minicoro.native.monitoring import DISABLE, SUSPENDS, Monitoring, is_program

START, RESUME, THROW, YIELD, RETURN, UNWIND, OPERATION = range(7)

Entry = tuple[int, CodeType, int, int, int, int, Any]
"""kind, code, offset, id of the frame, nanoseconds, thread, and by kind: the task's number (START, RESUME); that and an
error (THROW), as `error_in_words` has it; what is yielded (YIELD) or returned (RETURN), as `kept` has it; an error (UNWIND);
the task's number, the thing's number and the method's name (OPERATION)."""

Names = tuple[str, str, Any]
"""A task's name, and its coroutine's qualified name and code (None: not known)."""

_MOST_LETTERS = 60
_MANY = 1000
_LARGEST = 2**63
_WRAPPED = "async_generator_wrapped_value"


def kept(value: object) -> Any:
    """A value that is cheap and refers to no object: None, a bool, int, float or the beginning of a str; for any other value
    the name of its type, in a tuple.  No code of the program runs.
    """
    kind = type(value)
    if value is None or kind is bool or kind is float or (kind is int and -_LARGEST < value < _LARGEST):  # type: ignore[operator]
        return value
    if kind is str:
        return value if len(value) <= _MOST_LETTERS else f"{value[:_MOST_LETTERS]}…"  # type: ignore[arg-type, index]
    if kind.__name__ == _WRAPPED:  # what an asynchronous generator yields
        return kept(gc.get_referents(value)[0])
    return (kind.__name__,)


def kept_in_words(told: Any) -> str:
    """The text of a value that `kept` has returned."""
    return f"{told[0]} (not recorded)" if type(told) is tuple else repr(told)


def error_in_words(error: BaseException) -> str:
    """An exception with its first argument, if `kept` keeps this argument; no code of the program runs."""
    arguments: tuple[object, ...] = _ARGUMENTS.__get__(error)
    words = [_DOTS if type(told) is tuple else repr(told) for told in [kept(each) for each in arguments[:3]]]
    return f"{type(error).__name__}({', '.join(words)})"


def _no_loop() -> None:
    """A reference to no loop."""


_ARGUMENTS: Any = BaseException.__dict__["args"]
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


def _operations() -> dict[int, tuple[str, int]]:
    """By the id of the code object: the method's name, and the change in how often the task holds the object.  The id, because
    the hash of a code object is computed from its whole content each time.
    """
    found = {}
    for kind, names in _OPERATIONS.items():
        for name in names:
            function = getattr(getattr(asyncio, kind, None), name, None)
            code = getattr(function, "__code__", None)
            if code is not None:
                found[id(code)] = (f"{kind}.{name.strip('_')}", _CHANGES.get(name, 0))
    return found


class Ring:
    """Records from `start` to `stop`; ``entries`` are the last events.

    last: the number of events that are kept.  tasks: for each known task its number and its names; at most ``last`` finished
    tasks.  loops: the known loops.  held: by the numbers of a lock or semaphore and of a task, how often the task has acquired
    it and not released it, and the names of the task; it is kept longer than the events.
    """

    def __init__(self, last: int) -> None:
        self.entries: deque[Entry] = deque(maxlen=last)
        self.tasks: dict[int, Names] = {}
        self.loops: weakref.WeakSet[Any] = weakref.WeakSet()
        self.held: dict[int, dict[int, tuple[int, Names]]] = {}
        self._last = last
        self._known: dict[int, tuple[int, Any]] = {}  # number and weak reference of a task or thing, by id
        self._most_known = _MANY
        self._loop: Any = _no_loop  # a weak reference to the one that was met last
        self._number = 0
        self._operations = _operations()
        self._wanted: dict[str, bool] = {}  # by file
        self._monitoring: Monitoring | None = None

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
            }
        )

    def stop(self) -> None:
        """Stop recording; the recorded events are kept."""
        if self._monitoring is not None:
            self._monitoring.stop()
            self._monitoring = None

    def task_number(self, task: Any) -> int:
        """The number of the task, which stays the same as long as the task exists."""
        found = self._known.get(id(task))
        return found[0] if found is not None and found[1]() is task else self._meet(task)

    def thing_number(self, thing: Any) -> int:
        """The number of a lock, a future or a similar object, which stays the same as long as the object exists."""
        found = self._known.get(id(thing))
        return found[0] if found is not None and found[1]() is thing else self._new_number(thing)

    def _new_number(self, thing: Any) -> int:
        self._number += 1
        try:
            self._known[id(thing)] = (self._number, weakref.ref(thing))
        except TypeError:  # no weak reference is possible: each time a new number
            return self._number
        if len(self._known) > self._most_known:
            self.forget_the_dead()
            self._most_known = _MANY + 2 * len(self._known)
        return self._number

    def _meet(self, task: Any) -> int:
        """Number a new task and keep its names.  This must be cheap: a server makes a task for each request."""
        number = self._new_number(task)
        coroutine = task.get_coro()
        qualname, code = getattr(coroutine, "__qualname__", ""), getattr(coroutine, "cr_code", None)
        self.tasks[number] = (str(task.get_name()), str(qualname), code)
        if len(self.tasks) > self._last:
            self.tasks.pop(next(iter(self.tasks)))
        loop = task.get_loop()
        if loop is not self._loop():
            self.loops.add(loop)
            self._loop = weakref.ref(loop)
        return number

    def forget_the_dead(self) -> None:
        """Remove the numbers of objects that do not exist any more, and the tasks that held them."""
        for key, entry in list(self._known.items()):
            if entry[1]() is None and self._known.get(key) is entry:  # another thread may use the id again
                del self._known[key]
        alive = {number for number, _ in self._known.values()}
        for number in [each for each in self.held if each not in alive]:
            self.held.pop(number, None)

    def current(self) -> int:
        """The number of the task that runs in this thread, 0 if there is none."""
        loop = asyncio._get_running_loop()
        if loop is None:
            return 0
        task = asyncio.current_task(loop)
        if task is None:
            return 0
        return self.task_number(task)

    def is_wanted(self, code: CodeType) -> bool:
        """Whether the objects of a function are recorded: those of the program's files."""
        wanted = self._wanted[code.co_filename] = is_program(code)
        return wanted

    def _callbacks(self) -> tuple[Any, ...]:
        """The six callbacks, with all that they need in local variables, because each is called at every event."""
        append, now, frame_of, thread = self.entries.append, time.monotonic_ns, sys._getframe, get_ident
        wanted, is_wanted, current, meet = self._wanted, self.is_wanted, self.current, self._meet
        operations, known = self._operations, self._known
        running_loop, current_task = asyncio._get_running_loop, asyncio.current_task

        def start(code: CodeType, offset: int) -> Any:
            if not code.co_flags & SUSPENDS:
                if id(code) in operations:
                    self._operation(code, frame_of(1))
                    return None
                return DISABLE
            if not wanted.get(code.co_filename) and not is_wanted(code):
                return DISABLE
            loop = running_loop()
            task = None if loop is None else current_task(loop)
            found = known.get(id(task))
            number = found[0] if found is not None and found[1]() is task else 0 if task is None else meet(task)
            append((START, code, offset, id(frame_of(1)), now(), thread(), number))
            return None

        def resume(code: CodeType, offset: int) -> Any:
            if not wanted.get(code.co_filename) and not is_wanted(code):
                return DISABLE
            loop = running_loop()
            task = None if loop is None else current_task(loop)
            found = known.get(id(task))
            number = found[0] if found is not None and found[1]() is task else 0 if task is None else meet(task)
            append((RESUME, code, offset, id(frame_of(1)), now(), thread(), number))
            return None

        def throw(code: CodeType, offset: int, error: BaseException) -> None:
            if code.co_flags & SUSPENDS and (wanted.get(code.co_filename) or is_wanted(code)):
                append((THROW, code, offset, id(frame_of(1)), now(), thread(), (current(), error_in_words(error))))

        def suspend(code: CodeType, offset: int, value: object) -> Any:
            if not wanted.get(code.co_filename) and not is_wanted(code):
                return DISABLE
            append((YIELD, code, offset, id(frame_of(1)), now(), thread(), kept(value)))
            return None

        def end(code: CodeType, offset: int, value: object) -> Any:
            if not wanted.get(code.co_filename) and not is_wanted(code):
                if not code.co_flags & SUSPENDS:
                    return DISABLE
                if id(code) in operations:
                    self._operation(code, frame_of(1))
                    return None
                return DISABLE
            if not code.co_flags & SUSPENDS:
                return DISABLE
            append((RETURN, code, offset, id(frame_of(1)), now(), thread(), kept(value)))
            return None

        def unwind(code: CodeType, offset: int, error: BaseException) -> None:
            if code.co_flags & SUSPENDS and (wanted.get(code.co_filename) or is_wanted(code)):
                append((UNWIND, code, offset, id(frame_of(1)), now(), thread(), error_in_words(error)))

        return start, resume, throw, suspend, end, unwind

    def _operation(self, code: CodeType, frame: Any) -> None:
        """A call of a method of asyncio: recorded at the return of a coroutine, at the start of a function."""
        thing = frame.f_locals.get("self")
        task, number = self.current(), self.thing_number(thing)
        name, change = self._operations[id(code)]
        if change:
            self._hold(number, task, change)
        self.entries.append((OPERATION, code, 0, 0, time.monotonic_ns(), get_ident(), (task, number, name)))

    def _hold(self, thing: int, task: int, change: int) -> None:
        of_thing = self.held.setdefault(thing, {})
        count, names = of_thing.get(task) or (0, self.tasks.get(task, (f"task {task}", "?", None)))
        if count + change > 0:
            of_thing[task] = (count + change, names)
        else:
            of_thing.pop(task, None)
