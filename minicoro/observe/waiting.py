"""The object that a suspended object waits for: the next one in the chain of awaits that is of the program."""

from typing import Any

from minicoro.api import Asend, Athrow, CoroutineWrapper, Suspendable, is_suspendable
from minicoro.observe.stream import Numbers
from minicoro.observe.values import attributes, bases, is_one, module, shown_type, type_name

_MOST = 1000
_ASYNCIO = ("_asyncio", "asyncio.tasks")
_AWAITS = ("cr_await", "gi_yieldfrom", "ag_await")


def driven(awaitable: Any) -> Any:
    """The suspended object that an awaitable drives: the coroutine of a wrapper, the generator of a step; else the awaitable."""
    if type(awaitable) is CoroutineWrapper:
        return awaitable._coroutine
    return awaitable.generator if is_one(type(awaitable), (Asend, Athrow)) else awaitable


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
    kind = type(at)
    if module(kind) != "builtins":
        return None
    for name in _AWAITS:
        if name in attributes(kind):
            return getattr(at, name)
    return None


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


def _leaf(at: Any, value: object, numbers: Numbers) -> dict[str, Any]:
    if is_future(value):
        key = "task" if is_task(value) else "future"
        return {key: numbers.of(value), "what": shown_type(type(value))}
    return {"what": type_name(type(at))}
