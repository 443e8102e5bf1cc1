"""Asynchronous generators that were left while they hold a lock or semaphore."""

import gc
from collections.abc import Callable
from types import AsyncGeneratorType
from typing import Any

from minicoro.api import is_suspendable
from minicoro.observe.places import managers


def held(o: Any) -> list[Any]:
    """The context managers that a suspended object of minicoro is inside of."""
    return [manager for manager, _ in managers(o)] if is_suspendable(o) else []


def keepers(thing: Any, held: Callable[[Any], list[Any]] = held) -> list[Any]:
    """The asynchronous generators that have yielded inside of a ``with`` block of ``thing``.  held: finds the managers."""
    return [
        each for each in gc.get_objects() if _has_yielded(each) and any([manager is thing for manager in held(each)])
    ]


def _has_yielded(value: Any) -> bool:
    if type(value) is AsyncGeneratorType:
        return bool(getattr(value, "ag_suspended", False)) and value.ag_await is None
    return is_suspendable(value) and value.KIND == "async generator" and value.state > 0 and value.awaited() is None
