"""What each state of a machine does, as closures: made once from the data in `machine`, run by `engine`.

A closure takes the object and its frame and gives the number of the next state, or STOPPED once the object's status
and value say how it stopped.  Those of a suspension point come in threes: reaching it, going on with a value that
was sent, and going on with an exception that was thrown.
"""

from __future__ import annotations

from minicoro.runtime.awaiting import drive, throw_into
from minicoro.runtime.completion import BREAK, CONTINUE, RETURNED
from minicoro.runtime.engine import handled_in, resume
from minicoro.runtime.forgetting import before, forget
from minicoro.runtime.kind import KINDS
from minicoro.runtime.machine import (
    Branch,
    Complete,
    Delegate,
    EndFinally,
    Jump,
    Return,
    Yield,
    nothing,
    returned,
)
from minicoro.runtime.positions import Span, place
from minicoro.runtime.status import HANDLING, RAISED, STOPPED, Status
from minicoro.runtime.traceback import raise_alone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.runtime.machine import (
        Machine,
        Raise,
        State,
        Step,
    )
    from minicoro.runtime.positions import F
    from minicoro.runtime.suspendable import Suspendable
    from minicoro.runtime.unit import Frame, Unit

    Perform = Callable[["Suspendable", Frame], int]

    GoOn = Callable[["Suspendable", Frame, Any], int]

    Thrown = tuple[Any, ...]

CREATED, RUNNING, SUSPENDED, DELEGATING, CLOSED = Status


class Assembly:
    """A machine ready to run under one unit.

    alone: for each state, what it does.  sends, throws: for each suspension point, how it goes on; a number where
    that is all: the next state.
    ends: for each delegation, how it goes on with what the delegate has returned.
    intrusions: for each delegation in a handler, what throws into the delegate; gives how it goes on, with what.
    performs: the same, but HANDLING where an exception is being handled.
    regions, handlings: as in the states.
    """

    __slots__ = (
        "alone",
        "ends",
        "handlings",
        "intrusions",
        "machine",
        "performs",
        "regions",
        "sends",
        "throws",
        "unit",
    )

    def __init__(self, machine: Machine, unit: Unit) -> None:
        self.machine = machine
        self.unit = unit
        self.sends: list[Any] = [None for _ in machine.states]
        self.throws: list[Any] = [None for _ in machine.states]
        self.ends: list[Any] = [None for _ in machine.states]
        self.intrusions: dict[int, Any] = {}
        self.regions = tuple([state.region for state in machine.states])
        self.handlings = tuple([state.handling for state in machine.states])
        self.alone = tuple([self._perform(index, state) for index, state in enumerate(machine.states)])
        self.performs = tuple(
            [_unhandled(*each) for each in zip(self.alone, self.handlings, range(len(self.alone)), strict=True)]
        )

    def _perform(self, index: int, state: State) -> Perform:
        last = self._exit(index, state)
        steps = state.steps
        if not steps:
            return last
        if len(steps) == 1:
            (step,) = steps

            def perform_one(o: Suspendable, frame: Frame) -> int:
                step(frame)
                return last(o, frame)

            return perform_one

        def perform(o: Suspendable, frame: Frame) -> int:
            for step in steps:
                step(frame)
            return last(o, frame)

        return perform

    def _exit(self, index: int, state: State) -> Perform:
        way = state.exit
        if isinstance(way, Jump):
            return _jump(way.target)
        if isinstance(way, Branch):
            if way.direct is not None:
                return way.direct(way.then, way.otherwise)
            return _branch(way.test, way.then, way.otherwise)
        if isinstance(way, Yield):
            return self._yield(way, index, state.span)
        if isinstance(way, Delegate):
            return self._delegate(way, index, state.span)
        if isinstance(way, Return):
            return way.direct or (_return(way.value) if way.value is not nothing else _end)
        if isinstance(way, Complete):
            return _complete(way, self._returns_at_once(way.on_return))
        return _end_finally(way, index) if isinstance(way, EndFinally) else _raise(way, index)

    def _returns_at_once(self, index: int) -> bool:
        """Whether this state, where a ``return`` leads, does nothing but end the object."""
        if index < 0:
            return False
        state = self.machine.states[index]
        return not state.steps and isinstance(state.exit, Return) and state.exit.value is returned

    def _place(self, closure: F, span: Span | None) -> F:
        unit = self.unit
        if span is None:
            span = Span(unit.first_line, unit.first_line, 0, 0)
        return place(closure, span, unit.filename, unit.globals)

    def _yield(self, way: Yield, index: int, span: Span | None) -> Perform:
        """Rule: yield/suspend (Language Reference, "Yield expressions")."""
        value, result, target = way.value, way.result, way.target
        suspended, stopped = SUSPENDED, STOPPED

        def give(o: Suspendable, frame: Frame) -> int:
            o.value = value(frame)
            o.state = index
            o.status = suspended
            return stopped

        def go_on(o: Suspendable, frame: Frame, sent: object) -> int:
            if result is not None:
                frame[result] = sent
            return target

        handling, find, alone = self.machine.states[index].handling, handled_in, raise_alone

        def interrupt(o: Suspendable, frame: Frame, thrown: Thrown) -> int:
            error = thrown[0]
            if find(handling, frame) is None:
                alone(error)
            raise error

        self.sends[index] = target if result is None else go_on
        self.throws[index] = self._place(interrupt, span)
        return give if way.direct is None else way.direct(index)

    def _delegate(self, way: Delegate, index: int, span: Span | None) -> Perform:
        """Rule: yield-from/delegation (PEP 380), await/delegation (PEP 492): one mechanism for both.

        Rule: await/no-suspension, await/in-place, yield-from/transparent, yield-from/exit-not-error
        """
        source, result, target = way.source, way.result, way.target
        delegating, closed, stopped = DELEGATING, CLOSED, STOPPED
        drive_it, throw_it, kind_of, driven, resume_it = drive, throw_into, type, KINDS.driven, resume
        asend = KINDS.asend
        handling, any_error = self.machine.states[index].handling, BaseException
        remember, forget_rest = before, forget

        def send(o: Suspendable, frame: Frame, sent: object) -> int:
            delegate = o.delegate
            kind = kind_of(delegate)
            if kind in driven:
                value = resume_it(delegate, sent)
                ended = delegate.status is closed
            elif kind is asend:
                ended, value = delegate.advance(sent)
            else:
                ended, value = drive_it(delegate, sent)
            if ended:
                o.delegate = None
                if result is not None:
                    frame[result] = value
                return target
            o.value = value
            o.state = index
            o.status = delegating
            return stopped

        def throw(o: Suspendable, frame: Frame, thrown: Thrown) -> int:
            try:
                ended, value = throw_it(o.delegate, thrown)
            finally:
                del thrown  # this frame may live on, behind one of a library that the exception has passed
            if ended:
                o.delegate = None
                if result is not None:
                    frame[result] = value
                return target
            o.value = value
            o.state = index
            o.status = delegating
            return stopped

        def end(o: Suspendable, frame: Frame, value: object) -> int:
            o.delegate = None
            if result is not None:
                frame[result] = value
            return target

        def throw_outside(o: Suspendable, frame: Frame, thrown: Thrown) -> tuple[Any, Any]:
            was = remember(thrown)
            try:
                ended, value = throw_it(o.delegate, thrown)
            except any_error as error:
                forget_rest(error, was)
                return fail_inside, error
            finally:
                del thrown, was  # as above
            if ended:
                return end, value
            o.value = value
            o.status = delegating
            return stopped, None

        def fail(o: Suspendable, frame: Frame, error: BaseException) -> int:
            try:
                raise error  # here, where what this frame handles becomes its context
            finally:
                del error

        fail_inside = self._place(fail, span)
        if handling:
            self.intrusions[index] = self._place(throw_outside, span)
        send = self._place(send, span)

        def begin(o: Suspendable, frame: Frame) -> int:
            o.delegate = source(frame)
            return send(o, frame, None)

        self.sends[index] = send
        self.ends[index] = end
        self.throws[index] = self._place(throw, span)
        return begin


def _unhandled(perform: Perform, handling: tuple[str, ...], index: int) -> Perform:
    """Do what a state does if nothing is being handled there."""
    if not handling:
        return perform
    find = handled_in

    def check(o: Suspendable, frame: Frame) -> int:
        if find(handling, frame) is None:
            return perform(o, frame)
        o.state = index
        return HANDLING

    return check


def _jump(target: int) -> Perform:
    return lambda o, frame: target


def _branch(test: Step, then: int, otherwise: int) -> Perform:
    return lambda o, frame: then if test(frame) else otherwise


def _end(o: Suspendable, frame: Frame) -> int:
    """As what `_return` gives, where there is no value."""
    o.value = None
    o.status = CLOSED
    return STOPPED


def _return(value: Step) -> Perform:
    """Rule: stop-iteration/return-value: the object ends; what awaits or iterates it gets the value."""

    def end(o: Suspendable, frame: Frame) -> int:
        o.value = value(frame)
        o.status = CLOSED
        return STOPPED

    return end


def _raise(way: Raise, index: int) -> Perform:
    variable = way.variable

    def raise_again(o: Suspendable, frame: Frame) -> int:
        o.value = frame.pop(variable)
        o.state = index
        return RAISED

    return raise_again


def _complete(way: Complete, ends: bool) -> Perform:
    """ends: a ``return`` ends the object at once."""
    statement, normal = way.statement, way.normal
    on_break, on_continue, on_return = way.on_break, way.on_continue, way.on_return

    def complete(o: Suspendable, frame: Frame) -> int:
        completion: Any = statement(frame)
        if completion is None:
            return normal
        if completion is BREAK:
            return on_break
        if completion is CONTINUE:
            return on_continue
        if ends:
            o.value = completion[0]
            o.status = CLOSED
            return STOPPED
        frame[RETURNED] = completion
        return on_return

    return complete


def _end_finally(way: EndFinally, index: int) -> Perform:
    """Rule: finally/completion: what was under way before goes on, if the ``finally`` has not replaced it."""
    variable, normal = way.variable, way.normal

    def end_finally(o: Suspendable, frame: Frame) -> int:
        completion: Any = frame.pop(variable, None)
        if completion is None:
            return normal
        if isinstance(completion, BaseException):
            o.value = completion
            o.state = index
            return RAISED
        number: int = completion
        return number

    return end_finally
