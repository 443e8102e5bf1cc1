"""Running a machine: the one place where a suspended frame is resumed.

`resume` takes a value to send or an exception to throw, runs the object's machine until it suspends or ends, and
gives the value handed out or returned; the object's status tells which.  Nothing of a suspended frame lives on
the host's stack: it is ``(status, state, variables, delegate)``.
"""

from types import TracebackType
from typing import TYPE_CHECKING, Any

from minicoro.runtime.machine import (
    BRANCH,
    COMPLETE,
    DELEGATE,
    END_FINALLY,
    JUMP,
    RAISE,
    RETURN,
    YIELD,
    State,
)
from minicoro.runtime.state import SHARED
from minicoro.runtime.status import Status
from minicoro.runtime.traceback import reraise, tidy_error
from minicoro.runtime.unit import Frame

if TYPE_CHECKING:
    from minicoro.runtime.suspendable import Suspendable

NOTHING = object()
"""In ``sent``: the frame is not being resumed at a suspension point."""

BREAK = "break"
CONTINUE = "continue"
RETURNED = "$return"

CREATED, RUNNING, SUSPENDED, DELEGATING, CLOSED = Status


def handled_in(state: State, frame: Frame) -> BaseException | None:
    """The exception being handled in ``state``, if any: the innermost of the variables that holds one."""
    for variable in state.handling:
        value = frame.get(variable)
        if isinstance(value, BaseException):
            return value
    return None


def resume(o: "Suspendable", value: object, thrown: tuple[Any, ...] | None = None) -> object:
    """Resume ``o``, which its caller has found not running and not closed.

    Afterwards ``o.status`` is SUSPENDED or DELEGATING and the value is the one handed out, or CLOSED and it is
    the one returned.  An exception leaves the object closed.

    Rule: lifecycle/resume (spec/machine.md)
    """
    # 1. A just-started frame has no suspension point to receive a value; an exception is raised at its very start.
    frame = o.frame
    assert frame is not None
    created = o.status is CREATED
    o.sent = NOTHING if created else value
    o.thrown = thrown
    # 2. It is running from here on, and its depth counts as a frame's.
    o.status = RUNNING
    SHARED.depth -= 1
    if SHARED.depth < 0:
        o.check_depth()
    # 3. Run it, inside the handler of whatever exception it is handling.
    try:
        if created and thrown is not None:
            raise thrown[0]
        state = o.state
        if o.machine.handles:
            states = o.machine.states
            while state >= 0:
                handled = handled_in(states[state], frame)
                state = _run(o, frame, state, None) if handled is None else _run_handling(o, frame, state, handled)
        else:
            _run(o, frame, state, None)
    except BaseException as raised:
        # 4. An exception closes it.  StopIteration becomes RuntimeError on the way out (PEP 479).
        SHARED.depth += 1
        tidy_error(o.unit, frame, raised)
        for name in [name for name in frame if name[0] == "$"]:
            del frame[name]  # the traceback keeps the variables, not what the machine kept
        o.finish()
        o.convert(raised)
        raise
    SHARED.depth += 1
    result, o.value = o.value, None
    if o.status is CLOSED:
        o.finish()
    return result


def _run_handling(o: "Suspendable", frame: Frame, state: int, error: BaseException) -> int:
    """Run with ``error`` as the exception being handled.

    The host's own handler makes a bare ``raise``, ``sys.exc_info()`` and ``__context__`` right; entering it
    leaves marks on the exception, which are taken back.
    """
    traceback: TracebackType | None = error.__traceback__
    context = error.__context__
    try:
        raise error
    except BaseException:
        error.__traceback__ = traceback
        error.__context__ = context
        return _run(o, frame, state, error)


def _run(o: "Suspendable", frame: Frame, at: int, handled: BaseException | None) -> int:
    """Run states until one handles another exception than ``handled`` (its number), or the frame stops (-1)."""
    states = o.machine.states
    while True:
        state = states[at]
        if (state.handling or handled is not None) and handled_in(state, frame) is not handled:
            return at
        try:
            if o.sent is NOTHING:
                for step in state.steps:
                    step(frame)
            exit = state.exit
            kind = exit.kind
            if kind == JUMP:
                at = exit.target
            elif kind == BRANCH:
                at = exit.then if exit.test(frame) else exit.otherwise
            elif kind == YIELD:
                if o.sent is NOTHING:
                    o.value = exit.value(frame)
                    o.state = at
                    o.status = SUSPENDED
                    return -1
                sent = o.sent
                o.sent = NOTHING
                if o.thrown is not None:
                    thrown, o.thrown = o.thrown, None
                    exit.throw(thrown[0])
                frame[exit.result] = sent
                at = exit.target
            elif kind == DELEGATE:
                if o.sent is NOTHING:
                    o.delegate = exit.source(frame)
                    sent = None
                else:
                    sent = o.sent
                    o.sent = NOTHING
                if o.thrown is None:
                    ended, value = exit.send(o.delegate, sent)
                else:
                    thrown, o.thrown = o.thrown, None
                    ended, value = exit.throw(o.delegate, thrown, o.closes_delegate)
                if not ended:
                    o.value = value
                    o.state = at
                    o.status = DELEGATING
                    return -1
                o.delegate = None
                frame[exit.result] = value
                value = None
                at = exit.target
            elif kind == RETURN:
                o.value = exit.value(frame)
                o.status = CLOSED
                return -1
            elif kind == COMPLETE:
                completion = exit.statement(frame)
                if completion is None:
                    at = exit.normal
                elif completion is BREAK:
                    at = exit.on_break
                elif completion is CONTINUE:
                    at = exit.on_continue
                else:
                    frame[RETURNED] = completion
                    at = exit.on_return
            elif kind == END_FINALLY:
                completion = frame.pop(exit.variable, None)
                if completion is None:
                    at = exit.normal
                elif isinstance(completion, BaseException):
                    reraise(completion)
                else:
                    at = completion
            else:
                assert kind == RAISE
                reraise(frame.pop(exit.variable))
        except BaseException as error:
            o.delegate = None
            region = state.region
            if region is None:
                raise
            tidy_error(o.unit, frame, error)
            for variable in region.clears:
                frame.pop(variable, None)
            frame[region.variable] = error
            at = region.handler
