"""The tasks of trio, as its public introspection shows them: what each waits for, who holds that, and which were cancelled."""

import sys
from typing import Any

from minicoro.native.facts import Facts, own_frames, several
from minicoro.native.monitoring import is_library
from minicoro.observe.values import type_name

_MOST = 200


def root() -> Any:
    """The root task of the trio that runs in this thread; None if none runs."""
    trio = sys.modules.get("trio")
    try:
        return trio.lowlevel.current_root_task()  # type: ignore[union-attr]
    except (AttributeError, RuntimeError):
        return None


def tasks(known: Any) -> list[dict[str, Any]]:
    """The tasks of the trio that runs in this thread, parents first, without those of trio itself; empty if none runs.

    known: a root task for threads without trio, or None.
    name: of the task.  parent: the place of the parent task in this list; -1 for none.  frames: function, file and line,
    outermost first.  holder: the task that holds the lock which this one waits for.  cancelled: whether the scope of its nursery is.
    """
    found: list[dict[str, Any]] = []
    first = root() or known
    todo = [] if first is None else [(first, -1, False)]
    while todo and len(found) < _MOST:
        task, parent, cancelled = todo.pop()
        frames = _frames(task)
        places = [[_function(frame), frame.f_code.co_filename, frame.f_lineno] for frame in frames]
        if own_frames(places) or (places and parent >= 0):
            told = {"name": str(task.name), "parent": parent, "frames": places}
            found.append({**told, "holder": _holder(frames), "cancelled": cancelled})
            parent = len(found) - 1
        for nursery in task.child_nurseries[::-1]:
            children = sorted(nursery.child_tasks, key=lambda child: str(child.name), reverse=True)
            # `cancel_called` would cancel a scope whose time is over.
            asked = getattr(nursery.cancel_scope, "_cancel_called", False)
            todo += [(child, parent, asked) for child in children]
    return found


def _frames(task: Any) -> list[Any]:
    """The frames of a task; none if it awaits an object that trio does not know."""
    try:
        return [frame for frame, _ in task.iter_await_frames()]
    except TypeError:
        return []


def _function(frame: Any) -> str:
    """The qualified name of a function; of a library's method, with the class of the object instead of that of the definition."""
    code = frame.f_code
    owner = frame.f_locals.get("self") if is_library(code.co_filename) else None
    return str(code.co_qualname) if owner is None else f"{type_name(type(owner))}.{code.co_name}"


def _holder(frames: list[Any]) -> str:
    """The task that has acquired the lock which the innermost frames wait for; "" if it is not known."""
    for frame in [frame for frame in frames if frame.f_globals.get("__name__", "").startswith("trio.")]:
        lock = frame.f_locals.get("self")
        if type(lock).__module__.startswith("trio") and hasattr(lock, "statistics"):
            return str(getattr(getattr(lock.statistics(), "owner", None), "name", ""))
    return ""


def in_words(facts: Facts) -> list[str]:
    """Each task of trio with its line and what it waits for there; the tasks of its nurseries stand below it."""
    lines: list[str] = []
    depths = [0]  # the last is that of no parent
    for task in facts.trio:
        depths.insert(-1, depths[task["parent"]] + 1)
        frames = task["frames"]
        own = max([place for place, frame in enumerate(frames) if not is_library(frame[1])], default=0)
        function, file, line = frames[own]
        methods = [frame[0] for frame in frames[own + 1 :] if not frame[0].endswith("__aenter__")]
        waits = methods[0] if methods else ""
        children = [each["name"] for each in facts.trio if each["parent"] == len(lines)]
        if waits.endswith(".__aexit__") and children:
            waits = f"{waits.partition('.')[0].replace('NurseryManager', 'nursery')} of {several(children)}"
        more = (f" (held by {task['holder']})" if task["holder"] else "") + (
            "; its nursery was cancelled" if task["cancelled"] else ""
        )
        indent = "  " * (depths[-2] - 1)
        lines.append(f"{indent}{task['name']} at {function}, {file}:{line}{f' → {waits}' if waits else ''}{more}")
    return lines
