"""The waits-for graph of tasks that nothing can wake: what each waits for, where, and which tasks have it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from minicoro.api import Suspendable, chain, is_suspendable, view
from minicoro.observe.values import type_name
from minicoro.observe.waiting import is_future, is_task

_ENTERS = ("__aenter__", "acquire")


@dataclass
class _Waiting:
    """A task, and what there is to know of its wait.

    what: in words.  thing: the lock, queue, future… it waits for.  holds: what the ``async with`` blocks hold that it
    is inside of.
    """

    task: Any
    what: str = "?"
    thing: Any = None
    line: int | None = None
    holds: list[Any] = field(default_factory=list)
    tasks: list[Any] = field(default_factory=list)


def waits_for_graph(tasks: Iterable[Any], number: Callable[[Any], int]) -> list[dict[str, Any]]:
    """For each task ``of`` (its number), ``what`` it waits for at ``line``, and ``for``: the tasks that have that.

    A lock of asyncio's does not know its holder; an interpreted coroutine that stands inside ``async with lock`` does.
    """
    found = [_look(task) for task in tasks]
    told = []
    for one in found:
        holders = [other.task for other in found if any([one.thing is held for held in other.holds])]
        waited = [number(task) for task in [*one.tasks, *holders] if not task.done()]
        told.append({"of": number(one.task), "what": one.what, "line": one.line, "for": waited})
    return told


def _look(task: Any) -> _Waiting:
    one = _Waiting(task)
    links = chain(task)
    for link, following in zip(links, [*links[1:], None], strict=True):
        if is_suspendable(link):
            _look_inside(one, link, following)
        elif link is task:
            continue
        elif is_future(link):
            _end_at(one, link)
        else:
            _host(one, link)
    _name(one, links)
    return one


def _look_inside(one: _Waiting, link: Suspendable, following: Any) -> None:
    """A frame of the program: its line, and the managers that it is inside of."""
    seen = view(link)
    one.line = seen.line
    entering = _self_of(following) if getattr(following, "__name__", "") in _ENTERS else None
    for kept in seen.kept.values():
        manager = getattr(kept, "__self__", None) if getattr(kept, "__name__", "") == "__aexit__" else None
        if manager is not None and manager is not entering:
            one.holds.append(manager)


def _host(one: _Waiting, link: Any) -> None:
    """A coroutine of a library's: what it is a method of is what the task waits for."""
    owner = _self_of(link)
    if owner is None:
        name = getattr(link, "__qualname__", None)
        one.what = name if isinstance(name, str) else type_name(type(link))
        return
    one.thing = owner
    one.what = type_name(type(owner))
    held = getattr(owner, "_tasks", None) if one.what == "TaskGroup" else None
    one.tasks = [task for task in held or () if is_task(task)]


def _end_at(one: _Waiting, future: Any) -> None:
    """The future at the end of the chain, unless a lock or the like stands before it."""
    if is_task(future):
        one.what, one.thing, one.tasks = "task", future, [future]
    elif one.thing is None:
        one.what, one.thing = type_name(type(future)), future
        one.tasks = [task for task in getattr(future, "_children", ()) if is_task(task)]
        one.what = "gather" if one.tasks else one.what


def _name(one: _Waiting, links: list[Any]) -> None:
    """Say which one it is: by the variable of the innermost frame that has it."""
    for link in reversed(links):
        if is_suspendable(link) and one.thing is not None:
            for name, value in view(link).variables.items():
                if value is one.thing:
                    one.what += f" {name}"
                    return


def _self_of(link: Any) -> Any:
    frame = getattr(link, "cr_frame", None)
    return None if frame is None else frame.f_locals.get("self")
