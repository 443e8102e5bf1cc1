"""Requests to cancel tasks: who makes them, and what is said of those that were swallowed or that cut a clean-up short.

`minicoro.observe.cancelling` follows them through the states of minicoro's objects, `minicoro.native.swallowed` through CPython's frames.
"""

import asyncio
import sys
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

from minicoro.api import is_suspendable, line_of
from minicoro.observe.diagnosis import Finding, Findings
from minicoro.observe.naming import shielded_by
from minicoro.observe.places import caller, managers, place, standing, stands_of, task_name
from minicoro.observe.values import dictionary, type_name
from minicoro.observe.waiting import current_task, function_of, is_task, links_of

SWALLOWED = "scheduling/swallowed-cancellation"
INNER = "a TaskGroup inside of that one, which failed at the same time, has taken the cancellation for its own"
LOOK = (
    "leave the outer block when `asyncio.current_task().cancelling()` is not 0 after the inner group; "
    "from CPython 3.13 on the inner group keeps the cancellation"
)
LET_GO = "let CancelledError go on: after cleaning up in `except asyncio.CancelledError`, `raise`"
HOW = {
    "error": (
        "a `with` block",
        "let CancelledError leave the `with`: suppress it only around the await of a task that was cancelled here",
    ),
    "finally": (
        "`return`, `break` or `continue` in `finally`",
        "let CancelledError go on: `return`, `break` and `continue` in a `finally` drop the exception, so put them behind it",
    ),
}
"""For the kind of the variable that keeps a caught exception: how it was caught, and advice; others: by ``except``."""


@dataclass
class Request:
    """One request to cancel a task.

    kind: "task" (a call of cancel()), "timeout", "wait_for", "member" (of a group), "group" (the task that waits for the group),
    "scope", "gather", "end" (asyncio.run ends), "Ctrl-C".
    by: the canceller, in words.  place: that of the request, in words.  words: the place of the block of a timeout, in words.  told: the
    text of the finding about it.  base: the number of requests that the task counted before this one.
    """

    kind: str
    by: str
    place: str
    words: str = ""
    told: str = ""
    base: int = 0


class Requests:
    """Follows the requests of all tasks.  ended: the canceller of the last task that ended by a cancellation."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.ended: Finding | None = None

    def asked(self, task: Any) -> Request:
        """`cancel` is called on a task that is not done; called before it has any effect."""
        raise NotImplementedError

    def done(self, task: Any) -> None:
        """A task is done."""
        raise NotImplementedError

    def _handled(self, link: Any) -> BaseException | None:
        """The exception that an object of the chain is handling."""
        raise NotImplementedError

    def _managers(self, link: Any) -> list[tuple[Any, int]]:
        """The context managers that an object of the chain is inside of, with the lines of the ``with``."""
        raise NotImplementedError

    def _clean_up(self, link: Any) -> int | None:
        """The line where the clean-up begins in which an object of the chain is; None if it is in none."""
        raise NotImplementedError

    def _cut_short(self, task: Any, links: list[Any], request: Request, limit: Any) -> None:
        """Report the clean-up that a second request cuts short, if there is one.  limit: the timeout that requests."""
        if shielded_by(links[-1]) is not None:
            return  # what the clean-up awaits goes on
        for number, link in enumerate(links):
            stands = standing(link)
            if stands is None or not isinstance(self._handled(link), asyncio.CancelledError):
                continue
            if request.kind not in ("timeout", "wait_for") or not self._limits_itself(links, number, limit):
                self._findings.add(
                    f"the clean-up of task {task_name(task)} was cut short: it was asked to cancel again, by {request.by}",
                    "scheduling/cancellation",
                    "cancel once and wait for the task; guard what must finish with asyncio.shield",
                    place(*stands),
                    same=f"cut short {place(*stands)}",
                )
            return

    def _limits_itself(self, links: list[Any], number: int, limit: Any) -> bool:
        """Whether the clean-up in the frame ``links[number]`` has set the time limit itself, by a ``with`` or by ``wait_for``."""
        for each, line in self._managers(links[number]):
            if each is limit:
                begun = self._clean_up(links[number])
                return begun is not None and line > begun
        outer, inner = links[:number], links[number + 1 :]
        for part, inside in ((outer, False), (inner, True)):
            if any([each is limit for link in part for each, _ in self._managers(link)]):
                return inside
        waits = [[function_of(link) == "wait_for" for link in part] for part in (outer, inner)]
        return any(waits[1]) and not any(waits[0])

    def _tell(
        self, request: Request, task: Any, how: str, caught: tuple[str, str, str], now: str = "", block: bool = False
    ) -> None:
        """Report that CancelledError was caught.  how: what the task does.  caught: this in words, the advice, and the place.  now: where
        the task waits.  block: the request is that of a timeout, whose block does not end.
        """
        what, advice, at = caught
        name, rule = task_name(task), SWALLOWED
        if request.kind == "end" and now:
            request.told = f"main has ended, and asyncio.run waits for task {name}: {what}, went on{now}"
        elif block:
            request.told = f"a timeout in task {name}{request.words} could not end its block: {what}{now}"
            rule = "scheduling/timeout"
        else:
            request.told = (
                f"task {name} was asked to cancel by {request.by}, and {how}{f': {what}' if what else ''}{now}"
            )
        self._findings.add(request.told, rule, advice, at, at_once=request.kind == "end" and bool(now))


CTRL_C = "Ctrl-C (SIGINT)"
GROUP = "its TaskGroup, which ends early"
_CALLERS = {
    ("runners.py", "_cancel_all_tasks"): ("end", "asyncio.run, because main had ended"),
    ("runners.py", "_on_sigint"): ("Ctrl-C", CTRL_C),
    ("timeouts.py", "_on_timeout"): ("timeout", "its timeout"),
    ("tasks.py", "_cancel_and_wait"): ("wait_for", "wait_for, whose time was up"),
    ("tasks.py", "wait_for"): ("wait_for", "wait_for, whose time was up"),
    ("taskgroups.py", "_abort"): ("member", GROUP),
    ("taskgroups.py", "_on_task_done"): ("group", "its TaskGroup, in which a task had failed"),
    ("taskgroups.py", "__aexit__"): ("group", "its TaskGroup"),
    ("_asyncio.py", "_deliver_cancellation"): ("scope", "its cancel scope"),
}


def comes_of_cancelling(error: BaseException | None) -> bool:
    """Whether an exception is CancelledError, or was raised while one was handled: a TaskGroup converts it into a group."""
    for _ in range(100):
        if error is None or isinstance(error, asyncio.CancelledError):
            return error is not None
        error = error.__context__
    return False


def cause(task: Any, request: Request) -> Finding:
    """For a task that ended by a cancellation: who requested it, and the place of the request."""
    shared = request.kind in ("timeout", "wait_for")
    return Finding(
        f"why: task {task_name(task)} was cancelled by {request.by}, and CancelledError goes through every await",
        "scheduling/cancellation",
        "let a time limit cancel only what nobody else awaits: put asyncio.shield around a task that others await, too"
        if shared
        else "whoever awaits a task that may be cancelled catches CancelledError around that await",
        request.place,
    )


def canceller(frame: FrameType | None, task: Any, links: list[Any]) -> tuple[str, str, str, str]:
    """The canceller: the kind, in words, the block of a timeout, and the place of the cancelling task if it is another one."""
    if frame is None:
        return "task", "somebody", "", ""
    kind, by = of_library(frame.f_code, frame)
    if kind == "timeout":
        manager = frame.f_locals.get("self")
        owner = dictionary(manager).get("_task")
        if is_task(owner) and owner is not task:
            theirs = links_of(owner)
            stands = [place(*at) for at in stands_of(theirs)]
            by = f"a timeout of {task_name(owner)}, which awaited it{_made_at(manager, theirs)}"
            return kind, by, "", next(iter(stands[::-1]), "")
        return kind, by, _made_at(manager, links), ""
    return kind, by or _current(task), "", ""


def of_library(code: CodeType, frame: FrameType | None = None) -> tuple[str, str]:
    """The kind of a request, and who makes it, in words, if a function of a library calls ``cancel``; ("task", "") for any other.

    frame: the running frame of this function, if the request is made now.
    """
    found = _CALLERS.get((code.co_filename.replace("\\", "/").rpartition("/")[2], code.co_name), ("task", ""))
    return (found[0], _why_a_group_ends(frame)) if found[1] is GROUP and frame is not None else found


def _why_a_group_ends(abort: FrameType) -> str:
    """A TaskGroup and why it cancels its tasks, in words.  abort: the frame of its ``_abort``."""
    around = caller(abort.f_back)
    if around is not None and around.f_code.co_name == "_on_task_done":
        return "its TaskGroup, in which another task had failed"
    error = sys.exception()  # has left the block, or was raised while the end of the block was waiting
    if isinstance(error, asyncio.CancelledError):
        return "its TaskGroup, whose block was cancelled"
    return GROUP if error is None else f"its TaskGroup, whose block had raised {type_name(type(error))}"


def _current(cancelled: Any) -> str:
    task = current_task()
    if task is None:
        return "a callback"
    return "itself" if task is cancelled else task_name(task)


def _made_at(manager: Any, links: list[Any]) -> str:
    """The line of the block of a timeout, or of the call of wait_for."""
    before = None
    for link in links:
        if is_suspendable(link):
            for each, line in managers(link):
                if each is manager:
                    return f" (`async with`, line {line})"
            before = link
        elif function_of(link) == "wait_for" and before is not None:
            return f" (wait_for, line {line_of(before)})"
    return ""
