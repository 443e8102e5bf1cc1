"""Asynchronous generators that were left while they hold a lock or semaphore."""

import gc
from collections.abc import Callable
from types import AsyncGeneratorType
from typing import Any

from minicoro.api import is_suspendable
from minicoro.observe.places import managers
from minicoro.observe.waiting import has_yielded


def held(o: Any) -> list[Any]:
    """The context managers that a suspended object of minicoro is inside of."""
    return [manager for manager, _ in managers(o)] if is_suspendable(o) else []


def keepers(things: list[Any], held: Callable[[Any], list[Any]] = held) -> dict[int, list[Any]]:
    """By the id of each thing, the asynchronous generators that have yielded inside of a ``with`` block of it.

    held: finds the managers.
    """
    found: dict[int, list[Any]] = {id(thing): [] for thing in things}
    for generator in [each for each in gc.get_objects() if _has_yielded(each)] if found else ():
        for manager in held(generator):
            if id(manager) in found:
                found[id(manager)].append(generator)
    return found


def _has_yielded(value: Any) -> bool:
    if is_suspendable(value):
        return value.KIND == "async generator" and value.state > 0 and value.awaited() is None
    return type(value) is AsyncGeneratorType and has_yielded(value)
