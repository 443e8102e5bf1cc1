"""The timers of a dump: when each was set, for what, and whether it ran or was cancelled."""

import heapq
import weakref
from collections.abc import Iterable
from typing import Any

from minicoro.native.ring import NAME, Timer
from minicoro.native.tape import Tape


class Timers:
    """Tells of the timers in a ring with the events ``timer set``, ``timer run``, ``timer cancelled``.

    A ring does not record that a timer runs.  So a sleep runs when its task goes on.  Any other timer runs at its deadline,
    unless it was cancelled before, or is one of ``waiting``, which still wait when the dump is made.
    """

    def __init__(self, tape: Tape, waiting: Iterable[Any]) -> None:
        self._tape = tape
        self._waiting = {tape.thing(weakref.ref(timer)) for timer in waiting}
        self._names: dict[int, str] = {}
        self._sleeps: dict[int, int] = {}
        self._due: list[tuple[int, int]] = []

    def take(self, at: int, who: int, reference: Any, told: Timer | None) -> None:
        """An entry of the ring."""
        timer = self._tape.number() if reference is None else self._tape.thing(reference)
        if told is None:
            if timer in self._names:
                self._end(at, timer, "timer cancelled")
            return
        due, name, future = told
        self._names[timer] = name.replace(NAME, self._tape.name()).removesuffix(" of ")
        fields = {} if future is None else {"future": self._tape.thing(future)}
        self._tape.timer(
            at, "timer set", timer=timer, delay=round((due - at) / 1e9, 6), due=due, name=self._names[timer], **fields
        )
        if reference is None:
            self._sleeps[who] = timer
        elif timer not in self._waiting:
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
        self._tape.timer(at, event, timer=timer, name=self._names.pop(timer))


def waiting(loops: Iterable[Any]) -> list[Any]:
    """The timers of asyncio's own loops that have not run and are not cancelled."""
    found = []
    for loop in loops:
        for queue in (getattr(loop, "_scheduled", ()), getattr(loop, "_ready", ())):
            found += [each for each in list(queue) if getattr(each, "_when", None) and not each._cancelled]
    return found
