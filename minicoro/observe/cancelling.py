"""Follow cancellations from the request to their end: raised, swallowed, lost, or interrupting a cleanup.

A request counts as swallowed if its task continues, or returns, although CancelledError has been raised in it, is not being
handled any more, and the task still counts the request (`Task.cancelling`).
"""

import asyncio
import sys
import weakref
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

from minicoro.api import Branch, Return, State, Suspendable, is_suspendable, line_of, line_of_exit
from minicoro.observe.diagnosis import Finding, Findings
from minicoro.observe.naming import shielded_by
from minicoro.observe.places import (
    caller,
    handled,
    managers,
    place,
    place_of_frame,
    standing,
    task_name,
    where,
)
from minicoro.observe.values import dictionary, type_name
from minicoro.observe.waiting import current_task, frame_of, function_of, is_task, links_of

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


_MANY_STEPS = 5
"""A task that has gone on for so many steps after a cancellation is reported at once; before, it may still let it go on."""


@dataclass
class Request:
    """One request to cancel a task.

    kind: "task" (a call of cancel()), "timeout", "wait_for", "member" (of a group), "group" (the task that waits for the group),
    "scope", "gather", "end" (asyncio.run ends), "Ctrl-C".
    by: the canceller, in words.  manager: the place of a timeout, in words.  owner: a weak reference to a group.  hosts: the
    library's coroutines in which the task was.  delivered: whether CancelledError has been raised in a coroutine of the
    program.  caught: the place where it was caught, in words; advice: what to do there.  told: the text of the finding about it.  steps: the
    number of steps of the task since then.  base: the number of requests that the task counted before this one.  before: the
    older request that is not yet taken back.
    """

    kind: str
    by: str
    place: str
    hosts: list[Any]
    manager: str = ""
    owner: Any = None
    delivered: bool = False
    caught: str = ""
    caught_at: str = ""
    advice: str = LET_GO
    told: str = ""
    steps: int = 0
    base: int = 0
    before: "Request | None" = None


@dataclass
class _Handler:
    """A frame handles CancelledError, which is in ``variable``.

    error: the id of the exception, because a reference to it would keep its frames.  line: that of the clause that is tried, or
    that matched.
    """

    variable: str
    error: int
    line: int


@dataclass
class _Frame:
    """state: the last state that an object has entered.  handlers: the handled exceptions, outermost first."""

    state: State | None = None
    handlers: list[_Handler] = field(default_factory=list)


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


class Cancelling:
    """Follows the requests of all tasks."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.requests: dict[int, Request] = {}
        self._tasks: dict[int, Any] = {}
        self._frames: dict[int, _Frame] = {}
        self.ended: Finding | None = None
        """The canceller of the last task that ended by a cancellation."""

    # Requests.

    def asked(self, task: Any) -> Request:
        """`cancel` is called on a task that is not done; called before it has any effect."""
        links = links_of(task)
        frame = caller(sys._getframe(1))
        kind, by, manager, at = canceller(frame, task, links)
        hosts = [weakref.ref(link) for link in links if frame_of(link) is not None]
        request = Request(kind, by, place_of_frame(sys._getframe(1)) or at, hosts, manager, _group(kind))
        key = id(task)
        before = request.before = self._request(task)
        request.base = task.cancelling()
        if (
            kind not in ("scope", "group", "member")
            and before is not None
            and before.kind != "scope"
            and before.delivered
        ):
            limit = frame.f_locals.get("self") if frame is not None and kind == "timeout" else None
            self._cut_short(task, links, request, limit)
        self.requests[key] = request
        self._tasks[key] = weakref.ref(task, lambda _: self._forget(key))
        return request

    def _request(self, task: Any) -> Request | None:
        """The newest request of a task that was not taken back by ``uncancel()``."""
        request = self.requests.get(id(task))
        while request is not None and task.cancelling() <= request.base:
            request = request.before
        if request is None:
            self._forget(id(task))
        else:
            self.requests[id(task)] = request
        return request

    def _limits_itself(self, links: list[Any], number: int, limit: Any) -> bool:
        """Whether the clean-up in the frame ``links[number]`` has set the time limit itself, by a ``with`` or by ``wait_for``."""
        o, outer, inner = links[number], links[:number], links[number + 1 :]
        for each, line in managers(o):
            if each is limit:
                handlers = self._frames.get(id(o), _Frame()).handlers
                return bool(handlers) and line > handlers[-1].line
        if any([each is limit for link in outer if is_suspendable(link) for each, _ in managers(link)]):
            return False
        if any([each is limit for link in inner if is_suspendable(link) for each, _ in managers(link)]):
            return True
        waits = [[function_of(link) == "wait_for" for link in part] for part in (outer, inner)]
        return any(waits[1]) and not any(waits[0])

    def _cut_short(self, task: Any, links: list[Any], request: Request, limit: Any) -> None:
        if shielded_by(links[-1]) is not None:
            return  # what the clean-up awaits goes on
        for number, link in enumerate(links):
            if is_suspendable(link) and isinstance(handled(link), asyncio.CancelledError):
                if request.kind in ("timeout", "wait_for") and self._limits_itself(links, number, limit):
                    return
                self._findings.add(
                    *cut_short(task_name(task), request.by), where(link), same=f"cut short {where(link)}"
                )
                return

    def _forget(self, key: int) -> None:
        self.requests.pop(key, None)
        self._tasks.pop(key, None)

    def drop(self, task: Any) -> None:
        """A task is done."""
        request = self._request(task)
        if request is not None and task.cancelled():
            self.ended = cause(task, request.kind, request.by, request.place)
            if request.told:  # it went on, and let the cancellation go on later
                self._findings.withdraw(request.told)
        self._forget(id(task))

    # CancelledError in the frames of a task.

    def resumed(self, o: Suspendable, task: Any) -> None:
        """An exception was thrown into an object."""
        if id(task) in self.requests and comes_of_cancelling(o.error):
            self.requests[id(task)].delivered = True

    def entered(self, o: Suspendable, number: int, task: Any) -> None:
        """A running object enters a state."""
        request = self._request(task)
        if request is None:
            self._frames.pop(id(o), None)  # its handlers belong to a request that was taken back
            return
        state, error = o.machine.states[number], sys.exception()
        if not request.delivered and state.handling and isinstance(error, asyncio.CancelledError):
            request.delivered = request.kind != "group"  # a library's coroutine has raised it
        if not request.delivered:
            return
        frame = self._frames.setdefault(id(o), _Frame())
        frame.state = state
        while frame.handlers and frame.handlers[-1].variable not in state.handling:
            left = frame.handlers.pop()
            if not (state.handling and _led_to(error, left.error)):
                self._caught(o, left, request, task)
        if not state.handling:
            return
        variable = state.handling[0]
        if not frame.handlers or frame.handlers[-1].variable != variable:
            if isinstance(error, asyncio.CancelledError) and not any([h.error == id(error) for h in frame.handlers]):
                frame.handlers.append(_Handler(variable, id(error), _line_of_state(state)))
        elif isinstance(state.exit, Branch) and not state.steps:
            frame.handlers[-1].line = line_of_exit(state.exit) or frame.handlers[-1].line

    def returned(self, o: Suspendable, task: Any) -> None:
        """An object has returned, maybe inside of a handler."""
        frame = self._frames.pop(id(o), None)
        request = self._request(task)
        if frame is not None and frame.handlers and request is not None:
            handler = frame.handlers[-1]
            if handler.variable.startswith("$finally") and frame.state is not None:
                handler.line = line_of_exit(frame.state.exit) or handler.line
            self._caught(o, handler, request, task)

    def raised(self, o: Suspendable) -> None:
        """An exception has left an object."""
        self._frames.pop(id(o), None)

    def _caught(self, o: Suspendable, handler: _Handler, request: Request, task: Any) -> None:
        """A frame has caught CancelledError, and continued."""
        name, filename = o.run.__qualname__, o.run.__code__.co_filename
        kind = handler.variable.strip("$0123456789")
        how, request.advice = HOW.get(kind, ("`except`", LET_GO))
        request.caught = f"{name}, line {handler.line}, caught CancelledError ({how})"
        request.caught_at = place(filename, handler.line)
        if request.kind == "timeout" and request.manager and not request.told:
            request.told = (
                f"a timeout in task {task_name(task)}{request.manager} could not end its block: {request.caught}"
            )
            self._findings.add(
                request.told,
                "scheduling/timeout",
                request.advice,
                request.caught_at,
            )

    # Verdicts.

    def step_over(self, task: Any) -> None:
        """A step of a task has ended in a suspension."""
        request = self._request(task)
        if request is None:
            return
        if request.told:
            request.steps += 1
            if request.steps == _MANY_STEPS:  # it may run for ever
                self._findings.tell(request.told)
            return
        if request.kind == "group":  # whose __aexit__ takes the request back, or does not need to
            request.delivered = (
                not task._must_cancel and request.owner is not None and _is_in_body(task, request.owner())
            )
        if not request.delivered:
            return
        links = links_of(task)
        if request.kind == "scope" or (request.kind == "timeout" and not request.manager):
            return
        if any([isinstance(handled(x), asyncio.CancelledError) for x in links if is_suspendable(x)]):
            return
        if any([host() is link for host in request.hosts for link in links]):
            return  # a library's coroutine in which the task was may be cleaning up
        self._goes_on(task, request, links)

    def _goes_on(self, task: Any, request: Request, links: list[Any]) -> None:
        waiting = [link for link in links if is_suspendable(link)]
        now = f" and now waits at line {line_of(waiting[-1])}" if waiting else ""
        is_inner = request.kind == "group" and not request.caught
        lost = INNER if is_inner else f"CancelledError was lost in {task_name(task)}"
        caught = request.caught or lost
        at = request.caught_at or (where(waiting[-1]) if waiting else "")
        if request.kind == "end":
            what = f"main has ended, and asyncio.run waits for task {task_name(task)}: {caught}, went on{now}"
        else:
            what = f"task {task_name(task)} was asked to cancel by {request.by}, and goes on: {caught}{now}"
        request.told = what
        self._findings.add(what, SWALLOWED, LOOK if is_inner else request.advice, at, at_once=request.kind == "end")

    def finished(self, task: Any) -> None:
        """A task has returned."""
        request = self._request(task)
        if request is None or request.kind == "scope" or request.told:
            return
        if not request.delivered or (request.kind in ("group", "member") and not request.caught):
            return
        lost = " (the interrupt is lost)" if request.kind == "Ctrl-C" else ""
        caught = f": {request.caught}" if request.caught else ""
        self._findings.add(
            f"task {task_name(task)} was asked to cancel by {request.by}, and returned all the same{caught}{lost}",
            SWALLOWED,
            request.advice,
            request.caught_at,
        )


def cut_short(task: str, by: str) -> tuple[str, str, str]:
    """For a task whose clean-up was cancelled: what is said, the rule, and the advice."""
    return (
        f"the clean-up of task {task} was cut short: it was asked to cancel again, by {by}",
        "scheduling/cancellation",
        "cancel once and wait for the task; guard what must finish with asyncio.shield",
    )


def cause(task: Any, kind: str, by: str, at: str) -> Finding:
    """For a task that ended by a cancellation: who requested it, and the place of the request."""
    shared = kind in ("timeout", "wait_for")
    return Finding(
        f"why: task {task_name(task)} was cancelled by {by}, and CancelledError goes through every await",
        "scheduling/cancellation",
        "let a time limit cancel only what nobody else awaits: put asyncio.shield around a task that others await, too"
        if shared
        else "whoever awaits a task that may be cancelled catches CancelledError around that await",
        at,
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
            stands = [place(*at) for link in theirs if (at := standing(link)) is not None]
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


def _group(kind: str) -> Any:
    """A weak reference to the TaskGroup that cancels; called by `Cancelling.asked`."""
    frame = caller(sys._getframe(1)) if kind == "group" else None
    owner = None if frame is None else frame.f_locals.get("self")
    return None if owner is None else weakref.ref(owner)


def _is_in_body(task: Any, group: Any) -> bool:
    """Whether a task is in the body of ``async with group``, and not leaving any such block."""
    links = links_of(task)
    inside = [each for link in links if is_suspendable(link) for each, _ in managers(link)]
    leaves = [link for link in links if function_of(link) == "__aexit__"]
    return group is not None and not leaves and any([each is group for each in inside])


def _led_to(error: BaseException | None, first: int) -> bool:
    """Whether an exception has the id ``first``, or was raised while the exception with this id was handled."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is None or any([one is each for each in seen]) or len(seen) > 100:
            continue
        if id(one) == first:
            return True
        seen.append(one)
        waiting += [one.__context__, one.__cause__]
    return False


def _line_of_state(state: State) -> int:
    if state.steps and not isinstance(state.exit, Return):
        return state.steps[0].lineno
    return line_of_exit(state.exit) or (state.steps[0].lineno if state.steps else 0)


def comes_of_cancelling(error: BaseException | None) -> bool:
    """Whether an exception is CancelledError, or was raised while one was handled: a TaskGroup converts it into a group."""
    for _ in range(100):
        if error is None or isinstance(error, asyncio.CancelledError):
            return error is not None
        error = error.__context__
    return False
