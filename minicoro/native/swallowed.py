"""Cancellations that a task of CPython has swallowed: known from the frames into which CancelledError was thrown.

The frames do not say whether an exception is being handled.  So a cancellation counts as swallowed only if the source shows an
``except`` clause that catches it, if the frame has left this clause, or has returned, and if the task still counts the request.
The request of a timeout counts until its block has ended: after that, it does not matter who has caught the exception.
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
from minicoro.native.picture import chain, frame_of, held
from minicoro.native.unwoken import catching_clause
from minicoro.observe.cancelling import LET_GO, SWALLOWED, canceller
from minicoro.observe.diagnosis import Findings
from minicoro.observe.places import caller, is_library, links_of, place, task_name
from minicoro.observe.values import dictionary

_EXPLICIT = ("task", "member", "end", "Ctrl-C", "gather", "timeout", "wait_for")
"""The kinds of requests that a task must obey, as a whole or in the block of its own timeout; cancel scopes and groups take back
theirs in their own ways.
"""


@dataclass
class _Request:
    """thrown: by the id of each frame that got CancelledError and has not ended, its code and line.  caught: the function, file
    and line of the clause in a function that has returned.  told: the text of the finding.  base: the number of requests before.
    limit: a weak reference to the timeout whose block is to end; None if the task as a whole is.  block: where it begins, in words.
    """

    kind: str
    by: str
    base: int
    task: Any
    thrown: dict[int, tuple[CodeType, int]] = field(default_factory=dict)
    caught: tuple[str, str, int] | None = None
    told: str = ""
    limit: Any = None
    block: str = ""

    def is_taken_back(self, task: Any) -> bool:
        if self.limit is None:
            return bool(task.cancelling() <= self.base)
        manager = self.limit()  # other requests may have come and gone: only the timeout itself knows
        return getattr(dictionary(manager, type(manager)).get("_state"), "name", "") != "EXPIRING"


class Swallowed:
    """Follows the requests to cancel."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._requests: dict[int, list[_Request]] = {}  # by task: those that are not taken back, oldest first

    def asked(self, task: Any) -> str:
        """`cancel` is called on a task that is not done.  The kind of the request."""
        frame = caller(sys._getframe(1))
        kind, by, _, _ = canceller(frame, task, links_of(task))
        if kind in _EXPLICIT:
            self._pending(task)
            key = id(task)
            forget = weakref.ref(task, lambda _: self._requests.pop(key, None) and None)
            request = _Request(kind, by, task.cancelling(), forget)
            manager = frame.f_locals.get("self") if frame is not None and kind == "timeout" else None
            if manager is not None and dictionary(manager, type(manager)).get("_task") is task:
                request.limit, request.block = weakref.ref(manager), _block(task, manager)
            self._requests.setdefault(key, []).append(request)
        return kind

    def thrown(self, frame: Any, error: BaseException) -> None:
        requests = self._current()
        if requests and isinstance(error, asyncio.CancelledError):
            requests[-1].thrown[id(frame)] = (frame.f_code, frame.f_lineno)

    def left(self, frame: Any, code: CodeType, returned: bool) -> None:
        for request in self._current():
            entry = request.thrown.pop(id(frame), None)
            if entry is not None and returned:
                request.caught = _clause(*entry)

    def _current(self) -> list[_Request]:
        """The requests of the task that runs in this thread."""
        if not self._requests or asyncio._get_running_loop() is None:
            return []
        return self._requests.get(id(asyncio.current_task()), [])

    def _pending(self, task: Any) -> _Request | None:
        """The newest request of a task; those that were taken back are forgotten."""
        requests = self._requests.get(id(task), [])
        while requests and requests[-1].is_taken_back(task):
            requests.pop()
        if not requests:
            self._requests.pop(id(task), None)
        return requests[-1] if requests else None

    def steps(self) -> list[Any]:
        """The tasks with a request."""
        requests = [found[-1] for found in list(self._requests.values()) if found]
        return [task for request in requests if (task := request.task()) is not None]

    def step_over(self, task: Any) -> None:
        """A step may have ended: if the task waits although it was cancelled, report it."""
        if task.done() or task._must_cancel:
            return
        request = self._pending(task)
        if request is None or request.told or not (request.caught or request.thrown):
            return
        frames = [frame for frame in [frame_of(link) for link in chain(task)] if frame is not None]
        for frame in frames:
            if id(frame) in request.thrown and not _has_left(*request.thrown[id(frame)], frame.f_lineno):
                return
        if request.limit is not None and any([_ends(frame) for frame in frames]):
            return  # the block, or a function in it, comes to its end
        caught = request.caught or next(
            iter([found for entry in request.thrown.values() if (found := _clause(*entry))]), None
        )
        own = [frame for frame in frames if not is_library(frame.f_code.co_filename)]
        if caught is not None and own:
            now = f", and now waits at line {own[-1].f_lineno}"
            self._tell(task, request, "goes on", caught, now)

    def done(self, task: Any) -> None:
        """A task is done."""
        requests = self._requests.pop(id(task), [])
        if task.cancelled():
            for request in [each for each in requests if each.limit is None]:
                self._findings.withdraw(request.told)
        elif task._exception is None and not any([request.told for request in requests]):
            ignored = [each for each in requests if each.caught and not each.limit and not each.is_taken_back(task)]
            for request in ignored[-1:]:
                assert request.caught
                self._tell(task, request, "returned all the same", request.caught, "")

    def _tell(self, task: Any, request: _Request, how: str, caught: tuple[str, str, int], now: str) -> None:
        name, file, line = caught
        clause = f"{name}, line {line}, caught CancelledError (`except`)"
        if request.kind == "end" and now:
            request.told = f"main has ended, and asyncio.run waits for task {task_name(task)}: {clause}, went on{now}"
        elif request.limit is not None:
            request.told = f"a timeout in task {task_name(task)}{request.block} could not end its block: {clause}{now}"
        else:
            request.told = f"task {task_name(task)} was asked to cancel by {request.by}, and {how}: {clause}{now}"
        rule = SWALLOWED if request.limit is None else "scheduling/timeout"
        self._findings.add(request.told, rule, LET_GO, place(file, line), at_once=request.kind == "end")


def _block(task: Any, manager: Any) -> str:
    """Where the block of a timeout begins, or where wait_for is called, in words; "" if the frames do not show it."""
    before = None
    for link in chain(task):
        frame = frame_of(link)
        if frame is None:
            continue
        managers = held(link)
        if any([each is manager for each in managers]):
            if not is_library(frame.f_code.co_filename):
                return _with_line(frame, [each is manager for each in managers].index(True), len(managers))
            return f" ({frame.f_code.co_name}, line {before.f_lineno})" if before is not None else ""
        before = before if is_library(frame.f_code.co_filename) else frame
    return ""


def _with_line(frame: Any, number: int, count: int) -> str:
    """The line of one of the ``with`` blocks that a frame is inside of, in words."""
    blocks = [
        node
        for node in nodes_of(_source(frame.f_code))
        if isinstance(node, ast.With | ast.AsyncWith) and has_line(node.body, frame.f_lineno)
    ]
    lines = [block.lineno for block in sorted(blocks, key=lambda block: block.lineno) for _ in block.items]
    # a function inside of a block has its own frame: the innermost blocks are this frame's
    return f" (`async with`, line {lines[-count:][number]})" if len(lines) >= count else ""


def _source(code: CodeType) -> str:
    return "".join(linecache.getlines(code.co_filename))


def _clause(code: CodeType, line: int) -> tuple[str, str, int] | None:
    """The ``except`` clause that catches a CancelledError which comes at a line; None if the source shows none."""
    clause = catching_clause(_source(code), line)
    return None if clause is None else (code.co_qualname, code.co_filename, clause.lineno)


def _ends(frame: Any) -> bool:
    """Whether a frame cleans up: it is that of an ``__aexit__``, or in a ``finally`` block."""
    if frame.f_code.co_name == "__aexit__":
        return True
    if is_library(frame.f_code.co_filename):
        return False
    tries = [node for node in nodes_of(_source(frame.f_code)) if isinstance(node, ast.Try)]
    return any([has_line(node.finalbody, frame.f_lineno) for node in tries])


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
