"""Futures of asyncio that a thread, a process or another loop sets: work in an executor, and `run_coroutine_threadsafe`."""

import asyncio
import gc
import sys
from types import CellType, CoroutineType, FrameType, FunctionType, GeneratorType
from typing import Any

from minicoro.api import is_suspendable
from minicoro.observe.places import LIBRARY, PACKAGE, place_of_frame
from minicoro.observe.values import is_one, module
from minicoro.observe.waiting import is_future, is_task

_CONTAINERS = (list, tuple, set, frozenset, dict, CellType, CoroutineType, GeneratorType)
_MOST_OBJECTS = 5_000


def chained(future: Any) -> list[Any]:
    """The callbacks that connect a future with one of another thread or loop."""
    callbacks = [pair[0] for pair in getattr(future, "_callbacks", None) or ()] if is_future(future) else []
    return [each for each in callbacks if str(getattr(each, "__qualname__", "")).startswith("_chain_future.")]


def work_of(future: Any) -> Any:
    """The future of `concurrent.futures` that sets a future of asyncio; None if there is none."""
    for function in chained(future):
        for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
            if name == "source":
                return cell.cell_contents
    return None


def place_of_work(future: Any) -> str:
    """Where the thread stands that does the work of an executor, or that no thread does it now; "" for any other future."""
    work = work_of(future)
    for frame in [] if work is None else list(sys._current_frames().values()):
        inner: list[FrameType] = []
        at: FrameType | None = frame
        while at is not None:
            if at.f_code.co_qualname == "_WorkItem.run" and getattr(at.f_locals.get("self"), "future", None) is work:
                stands = [each for each in inner if not each.f_code.co_filename.startswith((*LIBRARY, PACKAGE))]
                return "".join([f"its thread is at {place_of_frame(each)}" for each in stands[:1]])
            inner.append(at)
            at = at.f_back
    return "" if work is None or task_behind(future) is not None else "no thread of this process does it now"


def set_by(task: Any) -> list[Any]:
    """The futures of `concurrent.futures` that a task sets: ``run_coroutine_threadsafe``."""
    found = []
    for function in chained(task):
        for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
            if name == "destination" and not is_future(cell.cell_contents):
                found.append(cell.cell_contents)
    return found


def task_behind(future: Any) -> Any:
    """The task of another loop that sets a future: `asyncio.wrap_future(run_coroutine_threadsafe(…))`; None if there is none."""
    for function in getattr(work_of(future), "_done_callbacks", None) or ():
        if str(getattr(function, "__qualname__", "")).startswith("_chain_future."):
            for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
                if name == "source" and is_task(cell.cell_contents):
                    return cell.cell_contents
    return None


def waits_for_thread(task: Any) -> bool:
    """Whether a task refers to such a future: itself, or by ``gather``, ``shield``, ``wait``, ``as_completed``, a variable."""
    todo, seen = [task], {id(task)}
    while todo and len(seen) < _MOST_OBJECTS:
        value = todo.pop()
        if chained(value):
            return True
        for each in gc.get_referents(value):
            if id(each) not in seen and _leads_on(each):
                seen.add(id(each))
                todo.append(each)
    return False


def _leads_on(value: Any) -> bool:
    """Whether a future may be found behind a value."""
    kind = type(value)
    if is_one(kind, _CONTAINERS) or is_suspendable(value) or is_future(value):
        return True
    if kind is FunctionType:
        return str(value.__code__.co_filename).startswith(LIBRARY)
    return module(kind).startswith("asyncio") and not issubclass(kind, asyncio.AbstractEventLoop)
