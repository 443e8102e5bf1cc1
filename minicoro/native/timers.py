"""The timers of a dump: when each was set, for what, and whether it ran or was cancelled."""

import heapq
from collections.abc import Callable, Iterable
from typing import Any

from minicoro.native.ring import NAME, Timer


class Timers:
    """Tells of the timers in a ring with the events ``timer set``, ``timer run``, ``timer cancelled``.

    emit: called at a time in nanoseconds, and with the event.  A ring does not record that a timer runs.  So a sleep runs when
    its task goes on.  Any other timer runs at its deadline, unless it was cancelled before, or is in ``waiting``: the numbers of
    those that still wait when the dump is made.
    """

    def __init__(self, emit: Callable[..., None], number: Callable[[], int], waiting: Iterable[int]) -> None:
        self._emit = emit
        self._number = number
        self._waiting = set(waiting)
        self._names: dict[int, str] = {}
        self._sleeps: dict[int, int] = {}
        self._due: list[tuple[int, int]] = []

    def take(self, at: int, who: int, told: Timer | int, task: str) -> None:
        """An entry of the ring.  task: the name of the task, if there is one."""
        if isinstance(told, int):
            if told * 2 in self._names:
                self._end(at, told * 2, "timer cancelled")
            return
        number, due, name, future = told
        timer = number * 2 or self._number()
        self._names[timer] = name.replace(NAME, task).removesuffix(" of ")
        fields: dict[str, Any] = {"future": future * 2} if future else {}
        self._emit(at, "timer set", timer=timer, delay=(due - at) / 1e9, due=due, name=self._names[timer], **fields)
        if not number:
            self._sleeps[who] = timer
        elif number not in self._waiting:
            heapq.heappush(self._due, (due, timer))

    def slept(self, at: int, who: int, event: str) -> None:
        """A task goes on: if it has slept, its timer has run, or was cancelled."""
        timer = self._sleeps.pop(who, None)
        if timer is not None:
            self._end(at, timer, event)

    def run_until(self, at: int) -> None:
        """Tell of the timers whose deadlines are over."""
        while self._due and self._due[0][0] <= at:
            due, timer = heapq.heappop(self._due)
            if timer in self._names:
                self._end(due, timer, "timer run")

    def _end(self, at: int, timer: int, event: str) -> None:
        self._emit(at, event, timer=timer, name=self._names.pop(timer))


def waiting(loops: Iterable[Any]) -> list[Any]:
    """The timers of asyncio's own loops that have not run and are not cancelled."""
    found = []
    for loop in loops:
        for queue in (getattr(loop, "_scheduled", ()), getattr(loop, "_ready", ())):
            found += [each for each in list(queue) if getattr(each, "_when", None) and not each._cancelled]
    return found
