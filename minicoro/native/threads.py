"""The threads of this moment: their frames, the locks of `threading` that these refer to, and the work of pools that they do."""

import functools
import gc
import sys
import threading
from contextvars import Context
from threading import get_ident
from types import BuiltinFunctionType, FrameType
from typing import Any

from minicoro.native.monitoring import is_library, is_program
from minicoro.observe.chained import work_of
from minicoro.observe.places import outwards
from minicoro.observe.values import dictionary, type_name

_MOST_FRAMES = 1000
_LOCKS = (type(threading.Lock()), type(threading.RLock()))

DOES, QUEUED, PROCESS = "does", "queued", "process"
"""What becomes of work of an executor: a thread does it, the threads of a pool have not begun it, it is of a pool of processes."""


def threads(own: int) -> list[dict[str, Any]]:
    """All threads except ``own``, as `thread_of`."""
    return [thread_of(ident, frame) for ident, frame in sys._current_frames().items() if ident != own]


def thread_of(ident: int, frame: FrameType) -> dict[str, Any]:
    """A thread: its name, function, file and line of each frame, outermost first, and their locks.  calls: the function of C code that
    a pool's thread performs.
    """
    frames = [each for each in outwards(frame)[:_MOST_FRAMES][::-1] if ident != get_ident() or not _is_own(each)]
    places = [_place(each) for each in frames]
    return {
        "thread": ident,
        "name": _name(ident),
        "frames": places,
        "locks": locks(frames),
        "calls": _called(frame),
        "asks": asked(frame),
    }


def _is_own(frame: FrameType) -> bool:
    return "minicoro/native" in frame.f_code.co_filename


def _name(ident: int) -> str:
    thread = threading._active.get(ident)  # type: ignore[attr-defined]
    name = None if thread is None else dictionary(thread).get("_name")
    return name if type(name) is str else ""


def _place(frame: FrameType) -> list[Any]:
    return [frame.f_code.co_qualname, frame.f_code.co_filename, frame.f_lineno or 0]


def locks(frames: list[Any]) -> list[list[Any]]:
    """The locks of `threading` to which the program's frames refer: the place of the frame, the name as in its source, the lock."""
    found: list[list[Any]] = []
    for number, frame in enumerate(frames):
        if frame is None or not is_program(frame.f_code):
            continue
        names = {name: frame.f_globals[name] for name in frame.f_code.co_names if name in frame.f_globals}
        for name, value in [*names.items(), *frame.f_locals.items()]:
            parts = dictionary(value)
            named = [
                (name, value),
                *[(f"{name}.{part}", parts[part]) for part in frame.f_code.co_names if part in parts],
            ]
            found += [[number, one, each] for one, each in named if is_lock(each)]
    return found


def asked(frame: FrameType) -> Any:
    """The future of `concurrent.futures` for whose result a thread waits; None if it does not."""
    for at in outwards(frame):
        if not is_library(at.f_code.co_filename):
            return None
        if at.f_code.co_qualname == "Future.result":
            return at.f_locals.get("self")
    return None


def is_lock(value: Any) -> bool:
    """Whether an object is a Lock or RLock of `threading`."""
    return type(value) in _LOCKS


def owner(lock: Any) -> int | None:
    """The thread that has acquired a lock; 0 if none has.  None if a Lock is acquired, which does not know by whom."""
    if type(lock) is _LOCKS[0]:
        return None if lock.locked() else 0
    return int(repr(lock).partition("owner=")[2].split()[0])


def _called(frame: FrameType) -> Any:
    """The function of C code that a pool's thread performs as its work; None if it is in a Python function, or does nothing."""
    own, call = frame.f_locals, []
    if frame.f_code.co_qualname == "WorkerContext.run":  # 3.14 and newer
        call = [own["task"][0], *own["task"][1]]
    elif frame.f_code.co_qualname == "_WorkItem.run" and hasattr(own.get("self"), "fn"):
        call = [own["self"].fn, *own["self"].args]
    while call:
        function, *arguments = call
        if type(function) is functools.partial:  # as that of asyncio.to_thread
            call = [function.func, *function.args, *arguments]
        elif not issubclass(type(function), BuiltinFunctionType):
            return None
        elif type(function.__self__) is not Context:
            return function
        else:
            call = arguments
    return None


class Works:
    """The work of all executors at this moment."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[str, list[int]]] = {}
        queues: dict[int, tuple[Any, list[int]]] = {}
        for ident, frame in sys._current_frames().items():
            for at in [each for each in outwards(frame) if is_library(each.f_code.co_filename)]:
                name, own = at.f_code.co_qualname, at.f_locals
                if name == "_WorkItem.run":
                    self._found[id(getattr(own.get("self"), "future", None))] = DOES, [ident]
                elif name == "_worker" and "work_queue" in own:
                    queues.setdefault(id(own["work_queue"]), (own["work_queue"], []))[1].append(ident)
                elif name == "_ExecutorManagerThread.run":
                    self._add(list(getattr(own.get("self"), "pending_work_items", {}).values()), PROCESS, [])
        for queue, idents in queues.values():
            items = gc.get_referents(queue)
            self._add([each for one in items for each in (one if type(one) is list else [one])], QUEUED, idents)

    def _add(self, items: list[Any], state: str, idents: list[int]) -> None:
        for item in items:
            if type_name(type(item)) == "_WorkItem":
                self._found[id(item.future)] = state, idents

    def of(self, future: Any) -> list[Any] | None:
        """For a future of asyncio that the work of an executor sets: what becomes of it ("": not known), and the threads that do or
        shall do it.
        """
        work = work_of(future)
        return None if work is None else list(self._found.get(id(work), ("", [])))
