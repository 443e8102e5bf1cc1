"""`minicoro trace --native --explain`: the diagnosis of a program that CPython runs."""

import ast
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any

from minicoro.native import waking
from minicoro.native.monitoring import is_program
from minicoro.native.picture import held
from minicoro.native.swallowed import Swallowed
from minicoro.observe.explain import LOOKED_FOR, Explain
from minicoro.observe.names import Thing
from minicoro.observe.places import place
from minicoro.observe.source import has_line, nodes_of, text_of
from minicoro.observe.taking import lock_of, value_of
from minicoro.observe.waiting import current_task, frame_of


class NativeExplain(Explain):
    """As `Explain`, for objects of CPython itself, of which the frames are known and no states."""

    looked_for = LOOKED_FOR + ";\n     without --native more is looked for"
    note = "note: {0} may swallow a cancellation"

    def __init__(self, write: Callable[[str], object]) -> None:
        super().__init__(write)
        self.requests = self._swallowed = Swallowed(self.findings)
        self._yields: set[tuple[CodeType, int]] = set()  # those that were looked at
        self.stuck.quiet, self.stuck.held, self.stuck.without_waker = waking.idle, held, self._without_waker
        self.stuck.waits = self.losing.waits_of = self._waits

    # Cancellations.

    def thrown_into(self, frame: Any, error: BaseException) -> None:
        """An exception is thrown into an object of the program."""
        self._swallowed.thrown(frame, error)

    def left(self, frame: Any, returned: bool, value: object) -> None:
        """An object of the program has ended."""
        self._swallowed.left(frame, returned, value)
        task = current_task() if returned else None
        if task is not None and frame_of(task.get_coro()) is frame:
            self.losing.returned(task)

    def step_ends(self) -> None:
        super().step_ends()
        for task in self._swallowed.asked_for():
            self._swallowed.step_over(task)

    def never_awaited(self, coroutine: Any) -> None:
        """A coroutine of a library was dropped, and never awaited."""
        origin = coroutine.cr_origin
        self.unawaited(coroutine.__qualname__, place(origin[0][0], origin[0][1]) if origin else "")

    def _unawaited(self, thing: Thing, lost: str) -> None:
        if thing.at is not None:
            super()._unawaited(thing, lost)
        elif thing.qualname not in self.losing.given:
            self.findings.add(
                f"coroutine {thing.qualname} was never awaited{lost}; where it was made is not recorded",
                "coroutine/never-awaited",
                f"write `await` in front of the call of {thing.qualname}, or give it to asyncio.create_task",
                place(*at) if (at := self._defined(thing)) else "",
            )

    def yields(self, frame: Any) -> None:
        """An asynchronous generator of the program yields, not into a function of a library as `contextlib.asynccontextmanager`."""
        line, code, outer = frame.f_lineno, frame.f_code, frame.f_back
        if (code, line) in self._yields or (outer is not None and not is_program(outer.f_code)):
            return
        self._yields.add((code, line))
        values = {**frame.f_globals, **frame.f_locals}
        for node in nodes_of(text_of(code.co_filename)):
            if (
                isinstance(node, ast.With | ast.AsyncWith)
                and has_line(node.body, line)
                and node.lineno >= code.co_firstlineno
            ):
                for item in node.items:
                    scope = _scope(item.context_expr, values)
                    if scope:
                        at = place(code.co_filename, line)
                        self.losing.yields_inside(code.co_qualname, line, at, scope, node.lineno)

    # Tasks that wait.

    def rested(self, task: Any) -> None:
        """A step of a task has ended."""
        self._swallowed.step_over(task)
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


_SCOPES = {
    "timeout": "Timeout",
    "timeout_at": "Timeout",
    "TaskGroup": "TaskGroup",
    "create_task_group": "TaskGroup",
    "fail_after": "CancelScope",
    "move_on_after": "CancelScope",
    "CancelScope": "CancelScope",
}
"""By the name of a function or class of asyncio or anyio, the scope that a call of it makes."""


def _scope(made: ast.expr, values: dict[str, Any]) -> str:
    """The kind of scope that the expression of a ``with`` makes; "" if it makes none."""
    function = value_of(made.func, values) if isinstance(made, ast.Call) else None
    name = getattr(function, "__name__", "") if isinstance(function, type | FunctionType) else ""
    return _SCOPES.get(name, "") if str(getattr(function, "__module__", "")).startswith(("asyncio", "anyio")) else ""
