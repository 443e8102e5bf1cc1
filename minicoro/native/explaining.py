"""`minicoro trace --native --explain`: the diagnosis of a program that CPython runs."""

import time
from collections.abc import Callable
from types import CodeType
from typing import Any

from minicoro.native import waking
from minicoro.native.monitoring import is_program
from minicoro.native.picture import frame_of, held
from minicoro.native.swallowed import Swallowed
from minicoro.observe.explain import LOOKED_FOR, Explain, Life, current_task
from minicoro.observe.places import place
from minicoro.observe.taking import lock_of


class NativeExplain(Explain):
    """As `Explain`, for objects of CPython itself, of which the frames are known and no states."""

    looked_for = LOOKED_FOR + ";\n     without --native more is looked for"
    note = "note: {0} may swallow a cancellation"

    def __init__(self, write: Callable[[str], object], stuck_after: float = 0.0) -> None:
        super().__init__(write, stuck_after)
        self._swallowed = Swallowed(self.findings)
        self.stuck.quiet, self.stuck.held, self.stuck.without_waker = waking.idle, held, self._without_waker
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

    def _unawaited(self, life: Life, lost: str) -> None:
        if life.at is not None:
            super()._unawaited(life, lost)
        elif life.name not in self.losing.given:
            self.findings.add(
                f"coroutine {life.name} was never awaited{lost}; where it was made is not recorded",
                "coroutine/never-awaited",
                f"write `await` in front of the call of {life.name}, or give it to asyncio.create_task",
                place(*life.defined) if life.defined else "",
            )

    # Tasks that wait.

    def rested(self, task: Any) -> None:
        """A step of a task has ended."""
        self.stuck.taking.look(task)
        if not task.done() and task._fut_waiter is not None:
            self.stuck.suspended(task)
            self.losing.suspended(task._fut_waiter, task)

    def acquired(self, lock: Any, frame: Any) -> None:
        """``acquire`` of a lock or semaphore has returned to this frame."""
        if lock_of(lock) is not None and is_program(frame.f_code):
            self.stuck.taking.acquired(lock, current_task(), frame.f_code.co_filename, frame.f_lineno)

    def _without_waker(self, loop: Any, tasks: list[Any], idle: bool) -> list[Any]:
        return waking.without_waker(tasks, loop, idle, self.stuck.taking.of, self.losing.at)

    @staticmethod
    def _waits(tasks: Any) -> list[Any]:
        return waking.waits_of([task for task in tasks if not task.done()])
