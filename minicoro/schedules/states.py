"""The state of a program between two steps, as a key: equal keys mean equal futures.

A state is all that the rest of the run can depend on: the frames of the tasks with what they await, all objects that can
be reached from them and from the modules' globals, the ready queue, the timers, what was printed.  Objects are numbered
in the order in which this walk meets them, so that addresses do not count.  What it does not know it refuses.
"""

import asyncio
import collections
import contextvars
import enum
import functools
import gc
import hashlib
import random
import sys
import types
from typing import Any

from minicoro.api import (
    NATIVE_COROUTINE,
    NATIVE_GENERATOR,
    Asend,
    Athrow,
    CoroutineWrapper,
    Ended,
    Foreign,
    is_suspendable,
    view,
)
from minicoro.observe.values import attributes, bases, module, type_name
from minicoro.observe.waiting import is_future, is_task
from minicoro.schedules.accesses import Each
from minicoro.schedules.control import Control
from minicoro.schedules.model import ANY


class CannotCompareError(Exception):
    """The text says what of the program has a state that cannot be read."""


_ATOMS = (type(None), bool, int, float, complex, str, bytes, range, type(...), type(NotImplemented))
_NAMED = (
    types.BuiltinFunctionType, types.ModuleType, types.MethodDescriptorType, types.WrapperDescriptorType,
    types.ClassMethodDescriptorType, types.GetSetDescriptorType, types.MemberDescriptorType, types.CodeType,
)  # fmt: skip
_LIBRARY = ("asyncio", "contextlib", "concurrent", "functools", "types")
"""Packages whose coroutines keep nothing where this walk does not look: their frames are compared by instruction and variables."""
_ITERATORS: tuple[type, ...] = (
    type(iter([])), type(iter(())), type(iter("")), type(iter("é")), type(iter(b"")), type(iter(bytearray())),
    type(iter({})), type(iter({}.values())), type(iter({}.items())), type(iter(set())), type(iter(range(0))),
    type(iter(range(1 << 70))), type(reversed([])), type(reversed(())), enumerate, zip, map, filter,
)  # fmt: skip


def key_of(control: Control, space: dict[str, Any], with_clock: bool, files: set[str]) -> str:
    """The key of the present state; `CannotCompareError` if something in it cannot be compared."""
    walk = _Walk(control, files)
    loop = control.loops[-1]
    base = 0.0 if not with_clock else loop.now
    walk.put("tasks")
    for task in sorted(control.tasks, key=control.label):
        walk.task(task)
    walk.put("ready", loop.left)
    ready = list(loop._ready)
    for handle in sorted(ready, key=loop.label_of) if control.model == ANY else ready:
        walk.handle(handle)
    walk.put("timers", base)
    for handle in sorted(loop._scheduled, key=lambda each: (each._when, loop.label_of(each))):
        walk.put(round(handle._when - (0 if with_clock else loop.now), 9))
        walk.handle(handle)
    for job in loop.jobs:
        walk.put("job", job.label)
        walk.value(job.function)
        walk.value(job.future)
    walk.put("modules", len(control.loops), loop._stopping)
    walk.mapping(space)
    for name, each in list(sys.modules.items()):
        if getattr(each, "__file__", None) in files and vars(each) is not space:
            walk.put(name)
            walk.mapping(vars(each))
    walk.put("chance", hash(random.getstate()))
    walk.put("said", control.said.getvalue() if control.recorder.output else "")
    for future in control.futures:
        if getattr(future, "_log_traceback", False):
            walk.value(future)
    walk.put(tuple(control.errors))
    return walk.digest()


class _Walk:
    """parts: the text of the state so far.  numbers: of the objects met, by identity."""

    def __init__(self, control: Control, files: set[str]) -> None:
        self.control, self.files = control, files
        self.parts: list[str] = []
        self.numbers: dict[int, int] = {}
        self.kept: list[Any] = []

    def digest(self) -> str:
        return hashlib.blake2b("\0".join(self.parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def put(self, *words: object) -> None:
        self.parts += [repr(each) for each in words]

    def value(self, value: Any) -> None:
        """Any value that the program can reach."""
        kind = type(value)
        if kind in _ATOMS:
            self.parts.append(repr(value))
            return
        if is_task(value):
            self.put("task", self.control.label(value))
            return
        known = self.numbers.get(id(value))
        if known is not None:
            self.put("#", known)
            return
        self.numbers[id(value)] = len(self.numbers)
        self.kept.append(value)
        self.put(type_name(kind))
        self._inside(value, kind)

    def _inside(self, value: Any, kind: type) -> None:
        if kind in (list, tuple, collections.deque):
            self.put(len(value))
            for each in list(value):
                self.value(each)
        elif isinstance(value, dict):
            self.mapping(value)
            self._own(value, kind)
        elif kind in (set, frozenset):
            self._unordered(value)
        elif isinstance(value, type):
            self._class(value)
        elif isinstance(value, enum.Enum):
            self.put(value.name)
        elif kind is types.FunctionType:
            self._function(value)
        elif kind is types.MethodType and module(type(value.__self__)).startswith("minicoro.schedules"):
            self.put(value.__name__)  # a helper of instrumented code, or what stands for a function of `time`
        elif kind is types.MethodType:
            self.value(value.__func__)
            self.value(value.__self__)
        elif kind is types.BuiltinMethodType and not isinstance(value.__self__, types.ModuleType | None):
            self.put(value.__name__)
            self.value(value.__self__)
        elif isinstance(value, _NAMED):
            name = value.co_qualname if isinstance(value, types.CodeType) else getattr(value, "__qualname__", "")
            self.put(name or getattr(value, "__name__", ""))
        elif is_suspendable(value):
            self._suspendable(value)
        elif not self._runtime(value, kind):
            self._object(value, kind)

    def mapping(self, found: Any) -> None:
        for name, value in list(found.items()):
            if not (type(name) is str and name.startswith("__") and name.endswith("__")):
                self.value(name)
                self.value(value)
        self.put("}")

    def _unordered(self, found: Any) -> None:
        names = self.control.recorder

        def order(each: Any) -> str:
            if type(each) in _ATOMS:
                return repr(each)
            return type_name(type(each)) + repr(self.control.label(each) if is_task(each) else names.name_of(each))

        for each in sorted(found, key=order):
            self.value(each)
        self.put("}")

    def _class(self, found: type) -> None:
        self.put(found.__module__, found.__qualname__)
        owner = sys.modules.get(found.__module__)
        if getattr(owner, "__file__", None) in self.files and not issubclass(found, enum.Enum):
            for name, value in list(attributes(found).items()):
                if not name.startswith("__") and not hasattr(type(value), "__get__"):
                    self.put(name)
                    self.value(value)

    def _function(self, found: Any) -> None:
        self.put(found.__module__, found.__qualname__, found.__code__.co_firstlineno)
        for each in (*(found.__closure__ or ()), *(found.__defaults__ or ())):
            self.value(each)
        self.mapping(found.__kwdefaults__ or {})
        if found.__code__.co_filename in self.files:
            self.mapping(vars(found))

    # Tasks, futures and frames.

    def task(self, task: Any) -> None:
        self.put("task", self.control.label(task), task.get_name())
        if task.done():
            self.put(task._state, task._log_traceback)
            self.value(task._exception if not task.cancelled() else None)
            self.value(task._result if not task.cancelled() else None)
        else:
            self.put(task.cancelling(), task._must_cancel)
            self.value(task.get_coro())
            self.value(task._fut_waiter)
        self._callbacks(task)
        self._context(getattr(task, "_context", None) or getattr(task, "get_context", lambda: None)())

    def handle(self, handle: Any) -> None:
        self.value(handle._callback)
        self.value(handle._args)
        self._context(handle._context)

    def _context(self, context: contextvars.Context | None) -> None:
        for variable, value in sorted((context or {}).items(), key=lambda pair: pair[0].name):
            self.put(variable.name)
            self.value(value)

    def _callbacks(self, future: Any) -> None:
        for callback, _ in future._callbacks or ():
            self.value(callback)
        self.put("]")

    def _suspendable(self, o: Any) -> None:
        seen = view(o)
        self.put(seen.qualname, seen.status, seen.state)
        self.mapping(seen.variables)
        self.mapping(seen.kept)
        self.value(o.delegate)

    def _runtime(self, value: Any, kind: type) -> bool:
        """What the engine and asyncio keep; False for anything else."""
        if kind is Foreign:
            self.value(value.iterator)
        elif kind is Ended:
            self.value(value.value)
        elif kind is CoroutineWrapper:
            self.value(value._coroutine)
        elif kind in (Asend, Athrow):
            self.put(value.stage, value.state)
            self.value(value.generator)
        elif isinstance(value, asyncio.AbstractEventLoop):
            self.put("loop")
        elif isinstance(value, asyncio.Handle):
            self.put(value.cancelled())
            self.value(getattr(value, "_callback", None))
            self.value(getattr(value, "_args", None))
        elif is_future(value):
            self.put(value._state, value._log_traceback)
            if value.done() and not value.cancelled():
                self.value(value._exception)
                self.value(value._result)
            self._callbacks(value)
            self._own(value, kind)
        elif kind in (NATIVE_COROUTINE, NATIVE_GENERATOR):
            self._host_frame(value, "cr" if kind is NATIVE_COROUTINE else "gi")
        elif kind is types.CellType:
            self.value(_content(value))
        elif kind is functools.partial:
            for each in (value.func, value.args, value.keywords):
                self.value(each)
        elif type_name(kind) in ("FutureIter", "TaskStepMethWrapper", "coroutine_wrapper", "TaskWakeupMethWrapper"):
            for each in gc.get_referents(value):
                self.value(each)
        elif kind is Each:
            self.value(value.container)
            self.value(value.iterator)
        else:
            return False
        return True

    def _host_frame(self, o: Any, prefix: str) -> None:
        """A coroutine or generator of the library's: the instruction it is at, its variables, and what it awaits."""
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
            if type(each) in _ITERATORS:
                self.value(each)
        self.value(o.cr_await if prefix == "cr" else o.gi_yieldfrom)

    # Everything else.

    def _object(self, value: Any, kind: type) -> None:
        if isinstance(value, BaseException):
            for each in (value.args, value.__cause__, value.__context__, vars(value)):
                self.value(each)
            return
        if kind in _ITERATORS:
            self.value(value.__reduce__()[1:])
            return
        if kind is random.Random:
            self.put(hash(value.getstate()))
            return
        if kind is object:
            return
        if kind in (contextvars.ContextVar,):
            self.put(value.name)
            return
        if kind is contextvars.Context:
            self._context(value)
            return
        known = any([module(each) not in ("builtins", "object") for each in bases(kind)[:-1]])
        if not known or not self._own(value, kind):
            title = f"{module(kind)}.{type_name(kind)}" if module(kind) != "builtins" else type_name(kind)
            raise CannotCompareError(f"an object of type {title} cannot be compared")

    def _own(self, value: Any, kind: type) -> bool:
        """The attributes of an object; False if they are not all that it is made of."""
        found = False
        for each in bases(kind):
            if each is object:
                continue
            names = attributes(each).get("__slots__")
            for name in [names] if type(names) is str else list(names or ()):
                found = True
                if name not in ("__weakref__", "__dict__"):
                    slot = (
                        name
                        if not name.startswith("__") or name.endswith("__")
                        else f"_{type_name(each).lstrip('_')}{name}"
                    )
                    self.put(name)
                    self.value(getattr(value, slot, _UNBOUND))
        own = getattr(value, "__dict__", None)
        if type(own) is dict:
            found = True
            self.mapping(own)
        for each in bases(kind):
            native = (
                each is not object
                and "__dict__" not in attributes(each)
                and not isinstance(attributes(each).get("__slots__"), str | tuple | list)
            )
            if native and each not in (dict,) and not is_future(value) and not _is_python(each):
                if issubclass(each, list | tuple | collections.deque | int | str | float | bytes | set | frozenset):
                    self._inside_base(value, each)
                    break
                return False
        return found

    def _inside_base(self, value: Any, kind: Any) -> None:
        plain = (
            kind(value) if kind in (list, tuple, set, frozenset, collections.deque, int, str, float, bytes) else None
        )
        if plain is None:
            raise CannotCompareError(f"an object of type {type_name(type(value))} cannot be compared")
        self.value(plain)


_UNBOUND = ...


def _is_python(kind: type) -> bool:
    """Whether a class was made by a ``class`` statement (a heap type with a module of its own), and not in C."""
    return "__module__" in attributes(kind) and bool(kind.__flags__ & (1 << 9)) and "__doc__" in attributes(kind)


def _content(cell: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:
        return _UNBOUND
