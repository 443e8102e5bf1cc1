"""The object that a suspended object waits for, the chain of these objects, and what is known of each.  No code of the program runs."""

import asyncio
import gc
from types import FunctionType, GetSetDescriptorType
from typing import Any

from minicoro.api import Asend, Athrow, CoroutineWrapper, Suspendable, is_suspendable
from minicoro.observe.stream import Numbers
from minicoro.observe.values import attributes, bases, is_one, module, shown_type, type_name

_MOST = 1000
_ASYNCIO = ("_asyncio", "asyncio.tasks")
_AWAITS = {"cr": "cr_await", "gi": "gi_yieldfrom", "ag": "ag_await"}
_WRAPPERS = ("coroutine_wrapper", "async_generator_asend", "async_generator_athrow", "FutureIter")


def driven(awaitable: Any) -> Any:
    """The object that an awaitable drives: the coroutine of a wrapper, the generator of a step, a future; else the awaitable."""
    kind = type(awaitable)
    if kind is CoroutineWrapper:
        return awaitable._coroutine
    if is_one(kind, (Asend, Athrow)):
        return awaitable.generator
    if type_name(kind) in _WRAPPERS and module(kind) in ("builtins", "_asyncio"):
        inside = [each for each in gc.get_referents(awaitable) if is_future(each) or is_of_host(each)]
        return inside[0] if inside else awaitable
    return awaitable


def links_of(o: Any) -> list[Any]:
    """The chain of awaits of a task or another object, without the wrappers in between; if it waits for a task, this is the last."""
    links = [o]
    seen = {id(o)}
    at = driven(o.get_coro() if is_task(o) else _following(o))
    while at is not None and id(at) not in seen:
        links.append(at)
        seen.add(id(at))
        at = None if is_task(at) else driven(_following(at))
    return links


def _following(o: Any) -> Any:
    return o.awaited() if is_suspendable(o) else following_of(o)


def waits_for(o: Suspendable, value: object, numbers: Numbers) -> dict[str, Any]:
    """``object``: the next object of the program in the chain, or ``future`` or ``task``: the end of the chain.

    through: the library's coroutines in between, by name.  value: the yielded value, the future if it is one.  Empty for a
    ``yield``, which waits for the resumer.
    """
    at: Any = o.awaited()
    if at is None:
        return {}
    through: list[str] = []
    for _ in range(_MOST):
        at = driven(at)
        if is_suspendable(at):
            return _said({"object": numbers.known(at)}, through)
        following = following_of(at)
        if following is None:
            break
        through.append(_qualname(at))
        at = following
    return _said(_leaf(at, value, numbers), through)


def following_of(at: Any) -> Any:
    """The object that a coroutine or generator of the host awaits or delegates to; None for any other object."""
    prefix = _prefix(at)
    return getattr(at, _AWAITS[prefix]) if prefix else None


def is_of_host(value: Any) -> bool:
    """Whether a value is a coroutine, generator or asynchronous generator of CPython, or one of Cython, which imitates these."""
    return bool(_prefix(value))


def frame_of(value: Any) -> Any:
    """The frame of such an object; None for any other object, and for one that has ended."""
    prefix = _prefix(value)
    return getattr(value, f"{prefix}_frame", None) if prefix else None


def is_suspended(value: Any) -> bool:
    """Whether such an object has begun, and waits."""
    return is_of_host(value) and getattr(value, f"{_prefix(value)}_suspended", False) is True


def has_yielded(value: Any) -> bool:
    """Whether such an object has yielded to its user, and does not await anything itself."""
    return is_suspended(value) and following_of(value) is None


def function_of(value: Any) -> str:
    """The name of the function of a suspended object, minicoro's or CPython's; "" for any other object."""
    if is_suspendable(value):
        return str(value.run.__code__.co_name)
    frame = frame_of(value)
    return "" if frame is None else str(frame.f_code.co_name)


def _prefix(value: Any) -> str:
    """That of the names of the attributes of such an object, which are C's own or the properties of `minicoro.exact.host_frames`;
    "" for any other object.
    """
    own: dict[str, Any] = attributes(type(value))
    kinds = (GetSetDescriptorType, property) if module(type(value)) == "builtins" else (GetSetDescriptorType,)
    names = {} if is_suspendable(value) else _AWAITS
    return next(iter([prefix for prefix, name in names.items() if is_one(type(own.get(name)), kinds)]), "")


def _qualname(at: Any) -> str:
    name = getattr(at, "__qualname__", "")
    return name if isinstance(name, str) else ""


def _said(what: dict[str, Any], through: list[str]) -> dict[str, Any]:
    return {**what, "through": through} if through else what


def is_future(value: object) -> bool:
    """Whether asyncio would accept the value as a future (checked on its class, so that none of its code runs)."""
    return any(["_asyncio_future_blocking" in attributes(kind) for kind in bases(type(value))])


def is_task(value: object) -> bool:
    """Whether the value is a task of asyncio."""
    return any([type_name(kind) == "Task" and module(kind) in _ASYNCIO for kind in bases(type(value))])


def callbacks_of(future: Any, name: str = "") -> list[Any]:
    """What a future calls when it is done; with ``name``, the functions whose qualified names begin so.  Nothing for any other object."""
    found = [pair[0] for pair in getattr(future, "_callbacks", None) or ()] if is_future(future) else []
    return [each for each in found if not name or (type(each) is FunctionType and each.__qualname__.startswith(name))]


def task_of(callback: Any) -> Any:
    """The task whose step a callback is, if it is one; None for any other callback."""
    name = type_name(type(callback))
    if name in ("TaskStepMethWrapper", "TaskWakeupMethWrapper", "builtin_function_or_method", "method"):
        owner = getattr(callback, "__self__", None)
        if is_task(owner):
            return owner
    return None


def children_of(future: Any) -> list[Any] | None:
    """What the future of an ``asyncio.gather`` waits for; None for any other object."""
    return list(future._children) if type_name(type(future)) == "_GatheringFuture" else None


def current_task() -> Any:
    """The task that runs in this thread; None if there is none."""
    loop = asyncio._get_running_loop()
    return None if loop is None else asyncio.current_task(loop)


def _leaf(at: Any, value: object, numbers: Numbers) -> dict[str, Any]:
    if is_future(value):
        key = "task" if is_task(value) else "future"
        return {key: numbers.of(value), "what": shown_type(type(value))}
    return {"what": type_name(type(at))}
