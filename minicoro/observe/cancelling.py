"""Follow cancellations from the request to their end: raised, swallowed, lost, or interrupting a cleanup.

A request counts as swallowed if its task continues, or returns, although CancelledError has been raised in it, is not being
handled any more, and the task still counts the request (`Task.cancelling`).
"""

import asyncio
import sys
import weakref
from dataclasses import dataclass, field
from typing import Any

from minicoro.api import Branch, Return, State, Suspendable, is_suspendable, line_of, line_of_exit
from minicoro.observe.diagnosis import Findings
from minicoro.observe.places import caller, handled, managers, place, place_of_frame, task_name, where
from minicoro.observe.requests import (
    HOW,
    INNER,
    LET_GO,
    LOOK,
    Request,
    Requests,
    canceller,
    cause,
    comes_of_cancelling,
)
from minicoro.observe.waiting import frame_of, function_of, links_of

_MANY_STEPS = 5
"""A task that has gone on for so many steps after a cancellation is reported at once; before, it may still let it go on."""


@dataclass
class _Request(Request):
    """owner: a weak reference to a group.  hosts: the library's coroutines in which the task was.  delivered: whether CancelledError has
    been raised in a coroutine of the program.  caught: how it was caught, in words, what to do there, and the place.  steps: the
    number of steps of the task since it was reported.  before: the older request that is not yet taken back.
    """

    hosts: list[Any] = field(default_factory=list)
    owner: Any = None
    delivered: bool = False
    caught: tuple[str, str, str] | None = None
    steps: int = 0
    before: "_Request | None" = None


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


class Cancelling(Requests):
    """Follows the requests through the states of minicoro's objects."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(findings)
        self.requests: dict[int, _Request] = {}
        self._tasks: dict[int, Any] = {}
        self._frames: dict[int, _Frame] = {}

    # Requests.

    def asked(self, task: Any) -> Request:
        links = links_of(task)
        frame = caller(sys._getframe(1))
        kind, by, block, at = canceller(frame, task, links)
        hosts = [weakref.ref(link) for link in links if frame_of(link) is not None]
        request = _Request(kind, by, place_of_frame(sys._getframe(1)) or at, block, "", task.cancelling(), hosts)
        request.owner = _group(kind)
        key = id(task)
        before = request.before = self._request(task)
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

    def _request(self, task: Any) -> _Request | None:
        """The newest request of a task that was not taken back by ``uncancel()``."""
        request = self.requests.get(id(task))
        while request is not None and task.cancelling() <= request.base:
            request = request.before
        if request is None:
            self._forget(id(task))
        else:
            self.requests[id(task)] = request
        return request

    def _handled(self, link: Any) -> BaseException | None:
        return handled(link)

    def _managers(self, link: Any) -> list[tuple[Any, int]]:
        return managers(link) if is_suspendable(link) else []

    def _clean_up(self, link: Any) -> int | None:
        handlers = self._frames.get(id(link), _Frame()).handlers
        return handlers[-1].line if handlers else None

    def _forget(self, key: int) -> None:
        self.requests.pop(key, None)
        self._tasks.pop(key, None)

    def done(self, task: Any) -> None:
        request = self._request(task)
        if request is not None and task.cancelled():
            self.ended = cause(task, request)
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

    def _caught(self, o: Suspendable, handler: _Handler, request: _Request, task: Any) -> None:
        """A frame has caught CancelledError, and continued."""
        name, filename = o.run.__qualname__, o.run.__code__.co_filename
        kind = handler.variable.strip("$0123456789")
        how, advice = HOW.get(kind, ("`except`", LET_GO))
        what = f"{name}, line {handler.line}, caught CancelledError ({how})"
        request.caught = what, advice, place(filename, handler.line)
        if request.kind == "timeout" and request.words and not request.told:
            self._tell(request, task, "", request.caught, block=True)

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
        if request.kind == "scope" or (request.kind == "timeout" and not request.words):
            return
        if any([isinstance(handled(x), asyncio.CancelledError) for x in links if is_suspendable(x)]):
            return
        if any([host() is link for host in request.hosts for link in links]):
            return  # a library's coroutine in which the task was may be cleaning up
        self._goes_on(task, request, links)

    def _goes_on(self, task: Any, request: _Request, links: list[Any]) -> None:
        waiting = [link for link in links if is_suspendable(link)][-1:]
        now = "".join([f", and now waits at line {line_of(link)}" for link in waiting])
        lost, advice = f"CancelledError was lost in {task_name(task)}", LET_GO
        if request.kind == "group":
            lost, advice = INNER, LOOK
        caught = request.caught or (lost, advice, "".join([where(link) for link in waiting]))
        self._tell(request, task, "goes on", caught, now)

    def finished(self, task: Any) -> None:
        """A task has returned."""
        request = self._request(task)
        if request is None or request.kind == "scope" or request.told:
            return
        if not request.delivered or (request.kind in ("group", "member") and not request.caught):
            return
        lost = " (the interrupt is lost)" if request.kind == "Ctrl-C" else ""
        caught = request.caught or ("", LET_GO, "")
        self._tell(request, task, "returned all the same", caught, lost)


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
