"""Follow locks and semaphores that are acquired by ``await lock.acquire()``: who has acquired them, and not released them.

An acquisition is seen when the ``await`` has ended.  A release, and an acquisition by ``async with``, is seen by the number of
free places, which is compared between two states of the program.
"""

import ast
import asyncio
import weakref
from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minicoro.api import Delegate, Suspendable, variables
from minicoro.observe.places import place, task_name
from minicoro.observe.values import dictionary, is_one

_LOCKS = (asyncio.Lock, asyncio.Semaphore, asyncio.BoundedSemaphore)


@dataclass(eq=False)
class Taken:
    """One acquisition.  at: its place, in words.  line: that of the ``await``, 0 if it was acquired in another way.

    task: a weak reference.
    """

    task: Any
    name: str = ""
    at: str = ""
    line: int = 0

    def has_ended(self) -> bool:
        """Whether the task has ended."""
        task = self.task()
        return task is None or bool(task.done())

    def __str__(self) -> str:
        ended = ", which has ended" if self.has_ended() else ""
        return f"acquired at line {self.line} by {self.name}{ended}; not released"


class Taking:
    """Knows for each lock or semaphore the acquisitions without a release."""

    def __init__(self) -> None:
        self._acquires: dict[int, tuple[Any, dict[int, list[ast.expr]]]] = {}  # by machine: its states that acquire
        self._last: dict[int, int] = {}  # by object: the last state
        self._taken: dict[int, list[Taken]] = {}
        self._free: dict[int, int] = {}
        self._things: dict[int, Any] = {}

    def of(self, thing: Any) -> list[Taken]:
        """The acquisitions of a lock by ``acquire()`` that were not released."""
        return [taken for taken in self._taken.get(id(thing), []) if taken.line]

    def entered(self, o: Suspendable, number: int, task: Any) -> None:
        """A running object enters a state."""
        acquires = (self._acquires.get(id(o.machine)) or self._add(o.machine))[1]
        exit = None
        if acquires:
            before = self._last.get(id(o), number)
            self._last[id(o)] = number
            exit = o.machine.states[before].exit if before in acquires else None
        if task is None or not isinstance(exit, Delegate) or exit.target != number:
            self.look(task)
            return
        found = [lock_of(value_of(owner, names_in(o))) for owner in acquires[before]]
        locks = [lock for lock in found if lock is not None]
        self.look(task, [id(lock) for lock in locks])
        for lock in locks:
            self._take(lock, task, o.run.__code__.co_filename, getattr(exit.node, "lineno", 0))

    def acquired(self, lock: Any, task: Any, filename: str, line: int) -> None:
        """An ``await lock.acquire()`` of the program, at this place, has ended."""
        self.look(task, [id(lock)])
        self._take(lock, task, filename, line)

    def ended(self, o: Suspendable, task: Any) -> None:
        """An object has returned or raised."""
        self.look(task)
        self._last.pop(id(o), None)

    def look(self, task: Any, acquired: Sequence[int] = ()) -> None:
        """Compare the numbers of free places with those of the last time; ``task`` has run since then."""
        for key, taken in list(self._taken.items()):
            lock = self._things[key]()
            if lock is None:
                continue
            before, self._free[key] = self._free[key], free_places(lock)
            released = self._free[key] - before + acquired.count(key)
            for _ in range(-released):
                taken.append(Taken(_reference(task)))
            for _ in range(min(released, len(taken))):
                own = [one for one in taken if one.task() is task]
                taken.remove(own[-1] if own else taken[0])

    def _add(self, machine: Any) -> tuple[Any, dict[int, list[ast.expr]]]:
        found: dict[int, list[ast.expr]] = {}
        for number, state in enumerate(machine.states):
            exit = state.exit
            for node in ast.walk(exit.node) if isinstance(exit, Delegate) and exit.construct == "await" else ():
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "acquire":
                    found.setdefault(number, []).append(node.func.value)
        self._acquires[id(machine)] = machine, found
        return self._acquires[id(machine)]

    def _take(self, lock: Any, task: Any, filename: str, line: int) -> None:
        key = id(lock)
        if key not in self._things:
            self._things[key] = weakref.ref(lock, lambda _: self._forget(key))
        self._free[key] = free_places(lock)
        taken = Taken(_reference(task), task_name(task), place(filename, line), line)
        self._taken.setdefault(key, []).append(taken)

    def _forget(self, key: int) -> None:
        for table in (self._things, self._taken, self._free):
            table.pop(key, None)


def _reference(task: Any) -> Any:
    return (lambda: None) if task is None else weakref.ref(task)


def free_places(lock: Any) -> int:
    """The number of places that nobody holds; one that was given to a task that has not run since then counts as free."""
    if isinstance(lock, asyncio.Lock):
        return 0 if lock.locked() else 1
    given = [waiter for waiter in lock._waiters or () if waiter.done() and not waiter.cancelled()]
    return int(lock._value) + len(given)


def lock_of(value: Any) -> Any:
    """The lock or semaphore itself; that of a condition.  None: the value is neither, or of a class of the program."""
    lock = getattr(value, "_lock", None) if type(value) is asyncio.Condition else value
    return lock if is_one(type(lock), _LOCKS) else None


def names_in(o: Suspendable) -> Mapping[str, Any]:
    """The variables of an object, and those of its module."""
    return ChainMap(variables(o), getattr(o.run, "__globals__", {}))


def value_of(node: ast.expr, values: Mapping[str, Any]) -> Any:
    """The value of a name, or of an attribute of a name; no code of the program runs."""
    if isinstance(node, ast.Name):
        return values.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = value_of(node.value, values)
        return None if owner is None else dictionary(owner).get(node.attr)
    return None
