"""An error of code that takes tasks for their results, such as those that `asyncio.wait` returns."""

import linecache
import re
from typing import Any

from minicoro.observe.diagnosis import Finding
from minicoro.observe.places import entries_of, place
from minicoro.observe.values import is_one
from minicoro.observe.waiting import is_future

_MESSAGE = re.compile(r"'(?:_asyncio\.)?(Task|Future|set|tuple|list)'")
_PAIR = re.compile(r"\basyncio\.wait\(")


def taken_for_result(error: BaseException) -> Finding | None:
    """A finding, if a line that names a task, or tasks, has used them as no task can be used."""
    if not isinstance(error, TypeError | AttributeError):
        return None
    arguments: Any = BaseException.args.__get__(error)  # type: ignore[attr-defined]
    message = arguments[0] if arguments and type(arguments[0]) is str else ""
    kinds = _MESSAGE.findall(message)
    entries = entries_of(error.__traceback__)
    if not kinds or not entries:
        return None
    frame, line = entries[-1]
    at = place(frame.f_code.co_filename, line)
    text = linecache.getline(frame.f_code.co_filename, line)
    values = [value for name, value in frame.f_locals.items() if re.search(rf"\b{re.escape(name)}\b", text)]
    if "set" in kinds and (_PAIR.search(text) or any([_is_pair(each) or _are_tasks(each) for each in values])):
        return _of_wait(at)
    if "tuple" in kinds and any([_is_pair(each) for each in values]):
        return _of_wait(at)
    if not {"Task", "Future"}.isdisjoint(kinds) and any([is_future(each) or _are_tasks(each) for each in values]):
        return Finding(
            "why: a task is not its result, and was used as if it were",
            "scheduling/future",
            "`await` the task; of a task that is done, result() returns the result",
            at,
        )
    return None


def _of_wait(at: str) -> Finding:
    return Finding(
        "why: asyncio.wait returns no results but two sets of tasks: those that are done, and the others",
        "scheduling/future",
        "write `results = await asyncio.gather(*tasks)`; or `done, pending = await asyncio.wait(tasks)`, and call result() of each in done",
        at,
    )


def _is_pair(value: Any) -> bool:
    return (
        type(value) is tuple
        and len(value) == 2
        and all([type(each) is set for each in value])
        and any([_are_tasks(each) for each in value])
    )


def _are_tasks(value: Any) -> bool:
    return is_one(type(value), (set, list, tuple)) and bool(value) and all([is_future(each) for each in value])
