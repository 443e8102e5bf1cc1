"""Cancellations that a task of CPython has swallowed: known from the frames into which CancelledError was thrown.

The frames do not say whether an exception is being handled.  So a cancellation counts as swallowed only if the source shows an
``except`` clause that catches it, if the frame has left this clause, or has returned, and if the task still counts the request.
"""

import ast
import asyncio
import linecache
import sys
import weakref
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from minicoro.native.facts import has_line, nodes_of
from minicoro.native.picture import chain, frame_of
from minicoro.native.unwoken import catching_clause
from minicoro.observe.cancelling import LET_GO, SWALLOWED, canceller
from minicoro.observe.diagnosis import Findings
from minicoro.observe.places import caller, is_library, links_of, place, task_name

_EXPLICIT = ("task", "member", "end", "Ctrl-C", "gather")
"""The kinds of requests that a task must obey as a whole; the others are taken back by their blocks."""


@dataclass
class _Request:
    """thrown: by the id of each frame that got CancelledError and has not ended, its code and line.  caught: the function, file
    and line of the clause in a function that has returned.  told: the text of the finding.  base: the number of requests before.
    """

    kind: str
    by: str
    base: int
    task: Any
    thrown: dict[int, tuple[CodeType, int]] = field(default_factory=dict)
    caught: tuple[str, str, int] | None = None
    told: str = ""


class Swallowed:
    """Follows the requests to cancel."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._requests: dict[int, _Request] = {}

    def asked(self, task: Any) -> str:
        """`cancel` is called on a task that is not done.  The kind of the request."""
        kind, by, _, _ = canceller(caller(sys._getframe(1)), task, links_of(task))
        if kind in _EXPLICIT:
            key = id(task)
            forget = weakref.ref(task, lambda _: self._requests.pop(key, None) and None)
            self._requests[key] = _Request(kind, by, task.cancelling(), forget)
        return kind

    def thrown(self, frame: Any, error: BaseException) -> None:
        request = self._current()
        if request is not None and isinstance(error, asyncio.CancelledError):
            request.thrown[id(frame)] = (frame.f_code, frame.f_lineno)

    def left(self, frame: Any, code: CodeType, returned: bool) -> None:
        request = self._current()
        entry = None if request is None else request.thrown.pop(id(frame), None)
        if request is not None and entry is not None and returned:
            request.caught = _clause(*entry)

    def _current(self) -> _Request | None:
        if not self._requests or asyncio._get_running_loop() is None:
            return None
        return self._requests.get(id(asyncio.current_task()))

    def steps(self) -> list[Any]:
        """The tasks with a request."""
        return [task for request in list(self._requests.values()) if (task := request.task()) is not None]

    def step_over(self, task: Any) -> None:
        """A step may have ended: if the task waits although it was cancelled, report it."""
        request = self._requests[id(task)]
        if request.told or task.done() or not (request.caught or request.thrown) or task._must_cancel:
            return
        if task.cancelling() <= request.base:
            del self._requests[id(task)]
            return
        frames = [frame for frame in [frame_of(link) for link in chain(task)] if frame is not None]
        for frame in frames:
            if id(frame) in request.thrown and not _has_left(*request.thrown[id(frame)], frame.f_lineno):
                return
        caught = request.caught or next(
            iter([found for entry in request.thrown.values() if (found := _clause(*entry))]), None
        )
        own = [frame for frame in frames if not is_library(frame.f_code.co_filename)]
        if caught is not None and own:
            now = f", and now waits at line {own[-1].f_lineno}"
            self._tell(task, request, "goes on", caught, now)

    def done(self, task: Any) -> None:
        """A task is done."""
        request = self._requests.pop(id(task), None)
        if request is None:
            return
        if task.cancelled():
            self._findings.withdraw(request.told)
        elif request.caught and not request.told and task._exception is None and task.cancelling() > request.base:
            self._tell(task, request, "returned all the same", request.caught, "")

    def _tell(self, task: Any, request: _Request, how: str, caught: tuple[str, str, int], now: str) -> None:
        name, file, line = caught
        clause = f"{name}, line {line}, caught CancelledError (`except`)"
        if request.kind == "end" and now:
            request.told = f"main has ended, and asyncio.run waits for task {task_name(task)}: {clause}, went on{now}"
        else:
            request.told = f"task {task_name(task)} was asked to cancel by {request.by}, and {how}: {clause}{now}"
        self._findings.add(request.told, SWALLOWED, LET_GO, place(file, line), at_once=request.kind == "end")


def _source(code: CodeType) -> str:
    return "".join(linecache.getlines(code.co_filename))


def _clause(code: CodeType, line: int) -> tuple[str, str, int] | None:
    """The ``except`` clause that catches a CancelledError which comes at a line; None if the source shows none."""
    clause = catching_clause(_source(code), line)
    return None if clause is None else (code.co_qualname, code.co_filename, clause.lineno)


def _has_left(code: CodeType, thrown: int, now: int) -> bool:
    """Whether a frame that got CancelledError at line ``thrown`` and is at line ``now`` has left all clauses and ``finally`` blocks
    of that place, and all ``with`` blocks around it that may be ending.
    """
    source = _source(code)
    clause = catching_clause(source, thrown)
    if clause is None:
        return False
    for node in nodes_of(source):
        if isinstance(node, ast.Try) and has_line(node.body, thrown):
            if has_line(node.finalbody, now) or any([has_line(each.body, now) for each in node.handlers]):
                return False
        if isinstance(node, ast.With | ast.AsyncWith) and has_line(node.body, thrown) and node.lineno == now:
            return False
    return True
