"""Cancellations of a task of CPython that were swallowed, or that cut a clean-up short: known from the frames into which
CancelledError was thrown.

CPython keeps the exception that a suspended coroutine handles.  So a cancellation counts as swallowed if a frame that got it has
returned, or if no frame of the task handles it any more, and if the task still counts the request.  The request of a timeout counts
until its block has ended, that of a TaskGroup until its block ends: after that, it does not matter who has caught the exception.
"""

import ast
import asyncio
import sys
import weakref
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from minicoro.native.monitoring import is_program
from minicoro.native.picture import handled, held
from minicoro.native.unwoken import Catch, catcher
from minicoro.observe.diagnosis import Findings
from minicoro.observe.places import caller, is_library, place, place_of_frame
from minicoro.observe.requests import INNER, LET_GO, LOOK, Request, Requests, canceller, cause, comes_of_cancelling
from minicoro.observe.source import has_line, nodes_of, text_of
from minicoro.observe.values import dictionary
from minicoro.observe.waiting import current_task, frame_of, function_of, links_of

_LIMITS = ("timeout", "group")
_EXPLICIT = ("task", "member", "end", "Ctrl-C", "gather", "wait_for", *_LIMITS)
"""The kinds of requests that a task must obey, as a whole or in the block of its own timeout or group; cancel scopes take back
theirs in their own ways.
"""


@dataclass
class _Request(Request):
    """thrown: by the id of each frame that got CancelledError and has not ended, its code and line.  caught: what has caught it
    in a function that has returned, with the function's name and file.  limit: a weak reference to the timeout or group whose block is to end; None if the task as a whole is.  block: the frame's
    id and the line where it begins; (0, 0): not known.  answers: whether the function has returned a value.
    hosts: for a group, weak references to the library's coroutines in which the task was.
    """

    task: Any = None
    thrown: dict[int, tuple[CodeType, int]] = field(default_factory=dict)
    caught: tuple[str, str, Catch] | None = None
    limit: Any = None
    block: tuple[int, int] = (0, 0)
    answers: bool = False
    hosts: list[Any] = field(default_factory=list)

    def has_come(self) -> bool:
        """Whether CancelledError has come to a function of the program."""
        return bool(self.caught or self.thrown)

    def is_taken_by_another(self, links: list[Any]) -> bool:
        """Whether the library's coroutines in which a group has cancelled the task are over, and it is in the body of the group."""
        leaves = any([function_of(link) == "__aexit__" for link in links])
        return bool(self.hosts) and not leaves and not any([host() is link for host in self.hosts for link in links])

    def is_taken_back(self, task: Any) -> bool:
        if self.limit is None:
            return bool(task.cancelling() <= self.base)
        own = dictionary(self.limit())  # requests may have come and gone: only the block itself knows
        if self.kind == "group":
            return bool(own.get("_exiting", True))
        return getattr(own.get("_state"), "name", "") != "EXPIRING"


class Swallowed(Requests):
    """Follows the requests through CPython's frames."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(findings)
        self._requests: dict[int, list[_Request]] = {}  # by task: those that are not taken back, oldest first
        self._last: dict[int, _Request] = {}  # by task: the last one, of any kind
        self._new: list[_Request] = []  # those that were made in the current step

    def asked(self, task: Any) -> Request:
        frame, links = caller(sys._getframe(1)), links_of(task)
        kind, by, _, at = canceller(frame, task, links)
        manager = frame.f_locals.get("self") if frame is not None and kind in _LIMITS else None
        key = id(task)
        forget = weakref.ref(task, lambda _: self._forget(key))
        request = _Request(kind, by, place_of_frame(sys._getframe(1)) or at, base=task.cancelling(), task=forget)
        self._last[key] = request
        if kind in _EXPLICIT:
            before = self._pending(task)
            if before is not None and before.has_come() and kind not in ("group", "member"):
                self._cut_short(task, links, request, manager)
            if kind == "group" or (manager is not None and dictionary(manager).get("_task") is task):
                request.limit = weakref.ref(manager)
                request.block, request.words = _block(task, manager)
            if kind == "group":
                frames = [(link, frame_of(link)) for link in links]
                request.hosts = [
                    weakref.ref(link) for link, at in frames if at is not None and not is_program(at.f_code)
                ]
            self._requests.setdefault(key, []).append(request)
            self._new.append(request)
        return request

    def _handled(self, link: Any) -> BaseException | None:
        return handled(link)

    def _managers(self, link: Any) -> list[tuple[Any, int]]:
        frame = frame_of(link)
        inside = [] if frame is None else held(link)
        is_own = frame is not None and is_program(frame.f_code)
        return [(each, _line_of(frame, number, len(inside)) if is_own else 0) for number, each in enumerate(inside)]

    def _clean_up(self, link: Any) -> int | None:
        frame = frame_of(link)
        lines = [first for first, last in _clean_ups(frame.f_code) if first <= frame.f_lineno <= last]
        return lines[-1] if lines else None

    def thrown(self, frame: Any, error: BaseException) -> None:
        requests = self._current()
        if requests and isinstance(error, asyncio.CancelledError):
            requests[-1].thrown[id(frame)] = (frame.f_code, frame.f_lineno)

    def left(self, frame: Any, returned: bool, value: object) -> None:
        """A frame has ended."""
        if self._current():
            self._pending(current_task())
        for request in self._current():
            entry = request.thrown.pop(id(frame), None)
            if entry is not None and returned:
                request.caught = _caught(*entry)
                request.answers = value is not None

    def _current(self) -> list[_Request]:
        """The requests of the task that runs in this thread."""
        return self._requests.get(id(current_task()), []) if self._requests else []

    def _pending(self, task: Any) -> _Request | None:
        """The newest request of a task; those that were taken back are forgotten."""
        requests = self._requests.get(id(task), [])
        while requests and requests[-1].is_taken_back(task):
            self._block_ended(task, requests.pop())
        if not requests:
            self._requests.pop(id(task), None)
        return requests[-1] if requests else None

    def _forget(self, key: int) -> None:
        self._requests.pop(key, None)
        self._last.pop(key, None)

    def asked_for(self) -> list[Any]:
        """The tasks of this loop whose cancellation was requested since the last call.

        Of the others, only the task whose step ends can have swallowed a cancellation in it.
        """
        loop, requests, self._new = asyncio._get_running_loop(), self._new, []
        return [task for request in requests if (task := request.task()) is not None and task.get_loop() is loop]

    def step_over(self, task: Any) -> None:
        """A step may have ended: if the task waits although it was cancelled, report it."""
        if task.done() or task._must_cancel:
            return
        request = self._pending(task)
        if request is None or request.told or not (request.has_come() or request.hosts):
            return
        links = links_of(task)[1:]
        if not (request.has_come() or request.is_taken_by_another(links)):
            return
        if any([comes_of_cancelling(handled(link)) for link in links]):
            return
        frames = [frame for frame in [frame_of(link) for link in links] if frame is not None]
        if request.limit is not None and any([_ends(frame) for frame in frames]):
            return  # the block, or a function in it, comes to its end
        own = [frame for frame in frames if not is_library(frame.f_code.co_filename)]
        if own:
            line, thrown = own[-1].f_lineno, [_caught(*entry) for entry in list(request.thrown.values())[-1:]]
            told = [_told(each) for each in [request.caught, *thrown] if each is not None]
            told.append((INNER, LOOK, place(own[-1].f_code.co_filename, line)))
            is_block = request.kind == "timeout" and request.limit is not None
            self._tell(request, task, "goes on", told[0], f", and now waits at line {line}", is_block)

    def done(self, task: Any) -> None:
        requests, last = self._requests.pop(id(task), []), self._last.pop(id(task), None)
        for request in requests:
            if request.is_taken_back(task):
                self._block_ended(task, request)
        if task.cancelled():
            if last is not None and task.cancelling() > last.base:
                self.ended = cause(task, last)
            for request in [each for each in requests if each.limit is None]:
                self._findings.withdraw(request.told)
        elif task._exception is None and not any([request.told for request in requests]):
            ignored = [each for each in requests if each.caught and not each.limit and not each.is_taken_back(task)]
            for request in ignored[-1:]:
                assert request.caught
                lost = " (the interrupt is lost)" if request.kind == "Ctrl-C" else ""
                self._tell(request, task, "returned all the same", _told(request.caught), lost)

    def _block_ended(self, task: Any, request: _Request) -> None:
        """The block of a timeout or group has ended: that of a timeout without TimeoutError if CancelledError did not come out.

        A function that returns a value instead has made use of the time that it had.
        """
        if request.kind != "timeout" or request.told or request.answers:
            return
        number, line = request.block
        within = [_caught(*entry) for key, entry in request.thrown.items() if key == number and line]
        caught = request.caught or next(
            iter([each for each in within if each[2].begins > line and not each[2].raises]), None
        )
        if caught is not None and caught[2].how:
            self._tell(request, task, "", _told(caught), block=request.limit is not None)


def _told(caught: tuple[str, str, Catch]) -> tuple[str, str, str]:
    """What has caught a CancelledError, in words, what to do there, and the place."""
    name, file, catch = caught
    how = f" ({catch.how})" if catch.how else ""
    return f"{name}, line {catch.line}, caught CancelledError{how}", catch.advice or LET_GO, place(file, catch.line)


def _clean_ups(code: CodeType) -> list[tuple[int, int]]:
    """The first and the last line of each ``except`` clause and ``finally`` block in a source, the inner ones last."""
    tries = [node for node in nodes_of(text_of(code.co_filename)) if isinstance(node, ast.Try)]
    bodies = [body for node in tries for body in (*[each.body for each in node.handlers], node.finalbody) if body]
    return sorted([(body[0].lineno - 1, body[-1].end_lineno or 0) for body in bodies])


def _block(task: Any, manager: Any) -> tuple[tuple[int, int], str]:
    """Where the block of a timeout begins, or where wait_for is called: as `_Request.block`, and in words, "" if the frames do not
    show it.
    """
    before = None
    for link in links_of(task)[1:]:
        frame = frame_of(link)
        if frame is None:
            continue
        managers = held(link)
        if any([each is manager for each in managers]):
            if not is_library(frame.f_code.co_filename):
                line = _line_of(frame, [each is manager for each in managers].index(True), len(managers))
                return ((id(frame), line), f" (`async with`, line {line})") if line else ((0, 0), "")
            return (0, 0), f" ({frame.f_code.co_name}, line {before.f_lineno})" if before is not None else ""
        before = before if is_library(frame.f_code.co_filename) else frame
    return (0, 0), ""


def _line_of(frame: Any, number: int, count: int) -> int:
    """The line of one of the ``with`` blocks that a frame is inside of; 0 if the source does not show it."""
    blocks = [
        node
        for node in nodes_of(text_of(frame.f_code.co_filename))
        if isinstance(node, ast.With | ast.AsyncWith) and has_line(node.body, frame.f_lineno)
    ]
    lines = [block.lineno for block in sorted(blocks, key=lambda block: block.lineno) for _ in block.items]
    # a function inside of a block has its own frame: the innermost blocks are this frame's
    return lines[-count:][number] if len(lines) >= count else 0


def _caught(code: CodeType, line: int) -> tuple[str, str, Catch]:
    """What has caught a CancelledError that came at a line, with the function's name and file."""
    return code.co_qualname, code.co_filename, catcher(text_of(code.co_filename), line)


def _ends(frame: Any) -> bool:
    """Whether a frame cleans up: it is that of an ``__aexit__``, or in a ``finally`` block."""
    if frame.f_code.co_name == "__aexit__":
        return True
    if is_library(frame.f_code.co_filename):
        return False
    tries = [node for node in nodes_of(text_of(frame.f_code.co_filename)) if isinstance(node, ast.Try)]
    return any([has_line(node.finalbody, frame.f_lineno) for node in tries])
