"""Futures of asyncio that a thread, a process or another loop sets: work in an executor, and `run_coroutine_threadsafe`."""

import asyncio
import gc
import sys
from types import CellType, CoroutineType, FunctionType, GeneratorType
from typing import Any

from minicoro.api import is_suspendable
from minicoro.observe.places import LIBRARY, is_library, outwards, place_of_frame
from minicoro.observe.values import captured, is_one, module
from minicoro.observe.waiting import callbacks_of, is_future, is_task

_CONTAINERS = (list, tuple, set, frozenset, dict, CellType, CoroutineType, GeneratorType)
_MOST_OBJECTS = 5_000


def chained(future: Any) -> list[Any]:
    """The callbacks that connect a future with one of another thread or loop."""
    return callbacks_of(future, "_chain_future.")


def work_of(future: Any) -> Any:
    """The future of `concurrent.futures` that sets a future of asyncio; None if there is none."""
    return next(iter([work for each in chained(future) if (work := captured(each, "source")) is not None]), None)


def place_of_work(future: Any) -> str:
    """Where the thread stands that does the work of an executor, or that no thread does it now; "" for any other future."""
    work = work_of(future)
    for frame in [] if work is None else list(sys._current_frames().values()):
        inner = outwards(frame)
        for number, at in enumerate(inner):
            if at.f_code.co_qualname == "_WorkItem.run" and getattr(at.f_locals.get("self"), "future", None) is work:
                stands = [each for each in inner[:number] if not is_library(each.f_code.co_filename)]
                return "".join([f"its thread is at {place_of_frame(each)}" for each in stands[:1]])
    return "" if work is None or task_behind(future) is not None else "no thread of this process does it now"


def set_by(task: Any) -> list[Any]:
    """The futures of `concurrent.futures` that a task sets: ``run_coroutine_threadsafe``."""
    found = [captured(each, "destination") for each in chained(task)]
    return [each for each in found if each is not None and not is_future(each)]


def task_behind(future: Any) -> Any:
    """The task of another loop that sets a future: `asyncio.wrap_future(run_coroutine_threadsafe(…))`; None if there is none."""
    functions = [each for each in getattr(work_of(future), "_done_callbacks", ()) if type(each) is FunctionType]
    found = [captured(each, "source") for each in functions if each.__qualname__.startswith("_chain_future.")]
    return next(iter([each for each in found if is_task(each)]), None)


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
