"""`minicoro trace --native --explain`: the diagnosis of a program that CPython runs."""

import asyncio
import time
from collections.abc import Callable
from types import CodeType
from typing import Any

from minicoro.native import waking
from minicoro.native.picture import frame_of
from minicoro.native.swallowed import Swallowed
from minicoro.observe.explain import LOOKED_FOR, Explain, current_task
from minicoro.observe.places import place, task_name

_EVERY = 0.2
_SHARE = 20
"""The least number of seconds between two searches for deadlocks, and the largest part of the time for them: 1 / `_SHARE`."""


class NativeExplain(Explain):
    """As `Explain`, for objects of CPython itself, of which the frames are known and no states."""

    looked_for = LOOKED_FOR + ";\n     without --native more is looked for"
    note = "note: {0} may swallow a cancellation"

    def __init__(self, write: Callable[[str], object], stuck_after: float = 0.0) -> None:
        super().__init__(write, stuck_after)
        self._swallowed = Swallowed(self.findings)
        self._next = 0.0
        self.stuck.waits = self.losing.waits_of = self._waits

    # Cancellations.

    def task_asked(self, task: Any) -> None:
        kind = self._swallowed.asked(task)
        if kind == "Ctrl-C" and time.monotonic() - self.stuck.last_report > 0.5:
            self._report("at the interrupt")
        if kind == "end":
            self.losing.ended_by_run(task)

    def task_done(self, task: Any) -> None:
        super().task_done(task)
        self._swallowed.done(task)

    def thrown_into(self, frame: Any, error: BaseException) -> None:
        """An exception is thrown into an object of the program."""
        self._swallowed.thrown(frame, error)

    def left(self, frame: Any, code: CodeType, returned: bool) -> None:
        """An object of the program has ended."""
        self._swallowed.left(frame, code, returned)
        task = current_task() if returned else None
        if task is not None and frame_of(task.get_coro()) is frame:
            self.losing.returned(task)

    def step_ends(self) -> None:
        super().step_ends()
        for task in self._swallowed.steps():
            self._swallowed.step_over(task)

    def never_awaited(self, coroutine: Any) -> None:
        """A coroutine of a library was dropped, and never awaited."""
        origin = coroutine.cr_origin
        self.unawaited(coroutine.__qualname__, place(origin[0][0], origin[0][1]) if origin else "")

    # Tasks that wait.

    def rested(self, task: Any) -> None:
        """A step of a task has ended."""
        if not task.done() and task._fut_waiter is not None:
            self.stuck.suspended(task)
            self.losing.suspended(task._fut_waiter, task)

    def loop_waits(self, loop: Any) -> None:
        now = time.monotonic()
        idle = waking.idle(loop)
        if not idle and now < self._next:
            return
        tasks = sorted([task for task in asyncio.all_tasks(loop) if not task.done()], key=task_name)
        found = waking.without_waker(tasks, loop)
        self._next = now + max(_EVERY, _SHARE * (time.monotonic() - now))
        self.stuck.found(found, idle)

    @staticmethod
    def _waits(tasks: Any) -> list[Any]:
        return waking.waits_of([task for task in tasks if not task.done()])
