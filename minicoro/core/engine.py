"""The loop that performs a machine: state by state, exit by exit.

`run` is the definition.  ``minicoro.compiled`` writes the same loop out as one host function for each machine; it uses the
functions below `_Resumption` (handled exceptions, reraising) and the delegates `Foreign` and `Ended`.

One call resumes an object: ``value = o.run(o, sent)``.  Afterwards ``o.state`` is the outcome.  A number from 0 on: ``o``
is suspended in that state and has yielded ``value``.  `CLOSED`: ``o`` has returned ``value``.

Many functions delete their variables when they end ("lifetimes"): if the program stores a traceback, the traceback refers to
the frame of the function, and the values of its variables would stay alive.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from sys import exception
from types import CoroutineType, TracebackType
from typing import Any, Protocol

from . import events
from .classes import ABSENT, looked_up
from .errors import context_of, line_of_entry, next_entry, set_context, set_traceback, traceback_of
from .machine import (
    PRIME,
    Branch,
    Case,
    Delegate,
    EndFinally,
    EnterFinally,
    Execute,
    Exit,
    Jump,
    Kind,
    Next,
    Raise,
    Return,
    State,
    Yield,
)

RUNNING, CLOSED = -2, -1
"""``o.state`` while ``o`` runs and after its end; any other number: suspended in that state (0: just created)."""

UNCOVERED, COVERED = -1, -2
"""What `handler_of` returns if the exception leaves the frame.

COVERED: before that, a handler of this frame has caught it and raised it again.  The handler may be one that CPython's
compiler adds (at the end of a ``with``, ``finally`` or ``async for``).
"""

LONG = 100_000
"""The longest chain of contexts that is followed: a program may have made a cycle of contexts."""

CONVERTED = StopIteration, StopAsyncIteration
"""The exceptions that `Suspendable.convert` may replace."""


class Limit:
    """calls: the limit of nested calls of a walked program, which `minicoro.exact.limits` sets.  Rule: recursion/limit"""

    calls = sys.maxsize


class THROW:
    """The ``sent`` value that means: raise the exception ``o.error`` where the object is suspended.

    It is a class, as the other marks in emitted code are, because tools that pickle code store a class by its name.
    """


class EXHAUSTED:
    """In an exit `Next`, what an iterator that has ended gives.  No iterator of a program has this object."""


class Evaluator(Protocol):
    """Evaluates the syntax of states for one object, whose variables it holds."""

    def execute(self, statement: ast.stmt) -> str | None:
        """Run a statement.  Returns how it ended: "break", "continue", "return" (the value is in ``$returned``), or None: normally."""

    def evaluate(self, expression: ast.expr) -> Any:
        """The value of an expression."""

    def truth(self, condition: ast.expr, place: ast.AST | None = None) -> bool:
        """Whether a condition is true.  place: the position at which ``__bool__`` is called; None: that of the condition."""

    def bind(self, target: str | ast.expr, value: object) -> None:
        """Bind a target, or the variable with this name, to a value."""

    def read(self, name: str) -> Any:
        """The value of a temporary."""

    def matches(self, pattern: ast.pattern, subject: object) -> bool:
        """Whether a value matches a pattern; if so, the pattern's names are bound."""

    def at(self, node: ast.AST) -> None:
        """Called before the engine itself performs an operation of ``node`` that may raise: sets the position."""

    def unwind(self) -> None:
        """Called before this frame handles an exception: drop the values that the interrupted statement has kept."""

    def locate(self, error: BaseException) -> None:
        """Called for each exception of this frame: add an entry of this frame, at the current position, to its traceback."""


def run(o: Any, sent: object) -> Any:
    """Perform the machine of ``o`` from its suspension until it suspends, returns (its value is the result) or raises.

    (spec/machine.md)

    Rule: lifecycle/resume
    """
    resumption, value = _Resumption(o, sent), None
    o.state = RUNNING
    if events.watcher is not None:
        events.resumed(o, resumption.number, sent)
    try:
        resumption.perform_states(0, 0)
        value = resumption.value
        if events.watcher is not None:
            (events.suspended if o.state >= 0 else events.returned)(o, value)
        return value
    finally:
        resumption.o = resumption.evaluator = resumption.value = None  # lifetimes: see `core.engine`
        del o, sent, value


class _Resumption:
    """One resumption.  number: the state that is performed; at first, the one in which the object is suspended.

    at_suspension: true until that state has been continued at its exit.  evaluator: the activation of the walker, which holds the
    variables and temporaries.  value: what `run` returns.  dropping: the exception that is going outwards and drops values, if there is one.
    """

    def __init__(self, o: Any, sent: object) -> None:
        self.o, self.sent, self.at_suspension = o, sent, True
        self.number: int = o.state
        self.states: tuple[State, ...] = o.machine.states
        self.evaluator: Any = o.saved  # an `Evaluator`
        self.value: object = None
        self.dropping: list[BaseException] = []

    def perform_states(self, depth: int, innermost: int) -> None:
        """Perform states until the object suspends or returns ``self.value``, or (``depth`` > 0) other exceptions are handled.

        depth: how many exceptions are being handled; innermost: the ``id`` of the innermost of them (lifetimes).

        An exception leaves `perform_level`; all the rest is for it.  A handler of the program runs inside of a host ``except`` for
        the same exception.  So ``sys.exc_info()``, a bare ``raise`` and ``__context__`` are right.  For each handled exception this
        method calls itself.

        An exception drops the values of the interrupted statement, and while their finalisers run it must not count as handled.  So
        the host's ``except`` is left first: the exception waits in ``dropping`` until the next round has dropped the values.  A value
        of an earlier statement is dropped where only the exceptions around the handler are handled.

        Rule: context/raised-in-handler, context/dropped, context/cause, exceptions/bare-raise
        """
        dropping = self.dropping
        while dropping or self.o.state == RUNNING:
            try:
                if dropping:
                    self.o.delegate = None
                    self.evaluator.unwind()
                    if depth > self.depth_around_handler():
                        return
                    self.evaluator.locate(dropping[0])
                    if self.states[self.number].region is None:
                        raise prepare_reraise(self.o, dropping[0])
                    self.number = handler_of(self.o, self.number, dropping.pop())
                self.perform_level(depth, innermost)
                return
            except BaseException as raised:
                if not dropping and not is_rehandling(self.o, raised) and self.has_to_drop(depth):
                    dropping.append(raised)
                    continue
                dropping.clear()
                self.evaluator.locate(raised)
                self.number = handler_of(self.o, self.number, raised)
                if self.number < 0:
                    raise
                self.perform_states(depth + 1, id(raised))

    def perform_level(self, depth: int, innermost: int) -> None:
        """Perform states until the object suspends or returns, or the innermost handled exception is another one.

        An object that was suspended in a handler is not inside of a host ``except`` any more when it is resumed: its exception is
        raised again, only to enter one (REHANDLE).
        """
        while self.o.state == RUNNING and (depth == 0 or self.id_at_depth(depth) == innermost):
            if len(handled(self.o, self.number)) > depth:
                raise prepare_reraise(self.o, handled(self.o, self.number)[depth], REHANDLE)
            self.number = self.perform_state()

    def has_to_drop(self, depth: int) -> bool:
        """Whether an exception raised in this state must leave the host's ``except`` first: it may drop values."""
        is_handled = self.states[self.number].region is not None
        return is_handled or self.o.delegate is not None or (depth > 0 and reraised(self.o) is None)

    def depth_around_handler(self) -> int:
        """The number of exceptions that stay handled when an exception raised in this state is caught, or leaves the frame."""
        region = self.states[self.number].region
        return 0 if region is None else len([e for e in handled(self.o, region.handler) if e is not self.dropping[0]])

    def id_at_depth(self, depth: int) -> int:
        """The ``id`` of the exception handled in this state at this depth; 0: fewer exceptions are handled."""
        errors = handled(self.o, self.number)
        return id(errors[depth - 1]) if len(errors) >= depth else 0

    def perform_state(self) -> int:
        """Perform one state; return the number of the next state.  The first state of a resumption goes on at its exit."""
        state = self.states[self.number]
        if self.at_suspension:
            self.at_suspension = False
            return self.continue_exit(state.exit)
        if events.watcher is not None:
            events.entered(self.o, self.number)
        for step in state.steps:
            self.evaluator.execute(step)
        return self.perform_exit(state.exit)

    def continue_exit(self, exit: Exit) -> int:
        """Continue a state at the exit in which the object was suspended.  For a new object this is the exit of state 0, a `Jump`.

        Rule: throw/unstarted
        """
        sent, self.sent = self.sent, None
        match exit:
            case Delegate(node=node):
                self.evaluator.at(node)
                if exit.exhausted is None:
                    return self.drive(exit, sent)
                return self.drive_next(exit, sent, False)
            case Yield(_, result, target, node):
                self.evaluator.at(node)
                if sent is THROW:
                    raise take(self.o)
                if result is not None:
                    self.evaluator.bind(result, sent)
                return target
        if sent is THROW:
            raise take(self.o)
        return self.perform_exit(exit)

    def drive(self, exit: Delegate, sent: object) -> int:
        """Resume the delegate.  If it yields, suspend with its item; if it ends, bind its value to the exit's ``result``.

        Rule: yield-from/delegation (PEP 380), await/delegation (PEP 492), await/no-suspension, await/in-place, await/exception,
        yield-from/transparent, yield-from/exit-not-error
        """
        if sent is THROW:  # the delegate has been closed, or has no ``throw``: it is dropped
            self.o.delegate = None
            raise take(self.o)
        self.value = resume_delegate(self.o.delegate, sent)
        if self.o.delegate.state >= 0:
            return self.suspend(False)
        self.o.delegate = None
        given, self.value = [self.value], None  # lifetimes: `bind` gets the only reference
        if exit.result is not None:
            self.evaluator.bind(exit.result, given.pop())
        return exit.target

    def drive_next(self, exit: Delegate, sent: object, begins: bool) -> int:
        """As `drive`, for an item of an ``async for``: StopAsyncIteration ends the loop.  begins: the source is not evaluated yet."""
        try:
            if begins:
                self.o.delegate = self.evaluator.evaluate(exit.source)
            return self.drive(exit, sent)
        except StopAsyncIteration:
            self.o.delegate = None
            return exit.exhausted  # type: ignore[return-value]

    def suspend(self, is_item: bool) -> int:
        """Suspend in this state with ``self.value``.  is_item: the frame itself has yielded it, not a delegate."""
        self.o.state = self.number
        if is_item and self.o.machine.kind is Kind.ASYNC_GENERATOR:
            self.o.item = True
        return self.number

    def perform_exit(self, exit: Exit) -> int:
        """Perform an exit; return the state to which it leads, or in which the object is suspended.  (spec/machine.md)

        `Delegate`: its source gives the delegate, which is resumed for the first time.  In ``async for`` it has an ``exhausted``.
        After `Return` the object is CLOSED.
        """
        evaluator = self.evaluator
        match exit:
            case Jump(target):
                return target
            case Delegate(exhausted=None):
                self.o.delegate = evaluator.evaluate(exit.source)
                return self.drive(exit, None)
            case Return(value, node):
                self.value = evaluator.evaluate(value)
                if node is not None:
                    evaluator.at(node)
                self.o.finish()
                return self.number
            case Delegate():
                return self.drive_next(exit, None, True)
            case Yield():
                self.value = evaluator.evaluate(exit.value)
                return self.suspend(True)
            case Branch(test, then, otherwise, node):
                return then if evaluator.truth(test, node) else otherwise
            case Next(iterator, item, then, otherwise, node):
                evaluator.at(node)
                found = next(evaluator.read(iterator), EXHAUSTED)
                if found is EXHAUSTED:
                    return otherwise
                evaluator.bind(item, found)
                return then
            case Case(subject, pattern, then, otherwise):
                return then if evaluator.matches(pattern, evaluator.read(subject)) else otherwise
            case Raise(variable):
                raise prepare_reraise(self.o, self.o.caught[variable])
            case Execute(statement, normal, on_break, on_continue, on_return):
                ways = {None: normal, "break": on_break, "continue": on_continue, "return": on_return}
                return ways[evaluator.execute(statement)]  # type: ignore[return-value]
            case EnterFinally(variable, after, target):
                self.o.caught[variable] = after
                return target
            case EndFinally(variable, normal):
                return end_finally(self.o, variable, normal)


# Handled exceptions


def handled(o: Any, number: int) -> list[BaseException]:
    """The exceptions that are being handled in a state, outermost first.  Rule: context/own-stack"""
    if not o.caught:
        return []
    kept = [o.caught.get(variable) for variable in reversed(o.machine.states[number].handling)]
    return [error for error in kept if isinstance(error, BaseException)]


REHANDLE, RERAISE, UNCHANGED, THROWN = "rehandle", "reraise", "unchanged", "thrown"
"""Why an exception is raised, as ``o.raised`` tells `handler_of`: to enter its handler again, since no handler caught it, by a
bare ``raise``, or since `throw` passed it.  ``o.raised`` is None, or: the exception, why, its context and its traceback before,
and `referring` of it."""


def reraised(o: Any) -> Any:
    """``o.raised``: what `prepare_reraise`, `is_current` or `take` has noted, or None."""
    return getattr(o, "raised", None)  # most objects never have this attribute


def is_rehandling(o: Any, error: BaseException) -> bool:
    """Whether this exception is raised only so that the engine enters its handler again."""
    raised = getattr(o, "raised", None)  # as in `reraised`, without a call
    return raised is not None and raised[0] is error and raised[1] is REHANDLE


def prepare_reraise(o: Any, error: BaseException, why: str = RERAISE) -> BaseException:
    """Prepare an exception for being raised again unchanged; `undo_reraise` undoes the changes that raising it has made.

    No handler has caught it, or (REHANDLE) it is being handled, and is raised so that the engine enters its handler again.
    """
    o.raised = error, why, context_of(error), traceback_of(error), referring(error)
    return error


def is_current(o: Any, error: BaseException) -> bool:
    """Whether a bare ``raise`` raises this exception: the host is handling it.  If so, `handler_of` is told that it is raised again."""
    if exception() is not error:
        return False
    o.raised = error, UNCHANGED, None, None, None
    return True


def undo_reraise(o: Any, error: BaseException) -> None:
    """Undo the changes that raising the exception again has made to it."""
    _, _, context, traceback, referrer = o.raised
    o.raised = None
    set_traceback(error, with_current_frame(traceback, traceback_of(error)))
    set_context(error, context)
    if referrer is not None:
        set_context(referrer, error)


def with_current_frame(traceback: TracebackType | None, raised: TracebackType | None) -> TracebackType | None:
    """The traceback of a handled exception, with the host frame of this resumption in its first entry.

    The variables are in this frame now.
    """
    if traceback is None or raised is None:
        return traceback
    before, frame = traceback.tb_frame, raised.tb_frame
    if before is frame or before.f_code is not frame.f_code or line_of_entry(traceback) is None:
        return traceback  # an entry without a line cannot be made
    return TracebackType(next_entry(traceback), frame, traceback.tb_lasti, traceback.tb_lineno)


def referring(error: BaseException) -> BaseException | None:
    """The exception that the resumer handles and whose ``__context__`` is ``error``, or None.

    When ``error`` is raised again, the host deletes this context to avoid a cycle; `undo_reraise` sets it again.
    """
    found, steps = exception(), 0
    if found is not None and context_of(error) is found and context_of(found) is not error:
        return None  # nested handlers: the outer exceptions do not refer to the inner one
    while found is not None and found is not error and steps < LONG:
        if context_of(found) is error:
            return found
        found, steps = context_of(found), steps + 1
    return None


def end_finally(o: Any, variable: str, normal: int) -> int:
    """The state in which the program goes on after a ``finally``.  Rule: finally/completion"""
    completion = o.caught.pop(variable, None)
    if completion is None:
        return normal
    if isinstance(completion, BaseException):
        raise prepare_reraise(o, completion)
    return completion  # type: ignore[no-any-return]


def handler_of(o: Any, number: int, error: BaseException) -> int:
    """Find the state that handles an exception raised in state ``number``; a negative number: the exception leaves the frame.

    (spec/machine.md)

    Rule: context/dropped, lifecycle/failed
    """
    raised: Any = getattr(o, "raised", None)  # as in `reraised`, without a call
    why = raised[1] if raised is not None and raised[0] is error else None
    covered = why is RERAISE or why is UNCHANGED
    if why is REHANDLE or why is RERAISE:
        undo_reraise(o, error)
        if why is REHANDLE:
            return number
    elif not covered:
        if why is THROWN and not (o.caught and handled(o, number)):
            set_context(error, raised[2])
        trim(error)
    o.raised = None
    o.delegate = None
    region = o.machine.states[number].region
    kind = type(error)
    corrected = unbound_local(o, error) if kind is NameError or kind is UnboundLocalError else error
    if region is None:
        covered = covered or (is_covered is not None and is_covered(o, number))
        o.finish()
        if isinstance(error, CONVERTED):
            try:
                o.convert(error, number == 0)
            except RuntimeError as converted:
                events.raised(o, converted)
                raise
        if events.watcher is not None:
            events.raised(o, corrected)
        if corrected is not error:
            context = corrected.__context__
            try:
                raise corrected
            finally:
                corrected.__context__ = context
        return COVERED if covered else UNCOVERED
    error = corrected
    for name in region.clears:
        o.caught.pop(name, None)
    o.caught[region.variable] = error
    handler: int = region.handler
    return handler


is_covered: Callable[[Any, int], bool] | None = None
"""Returns whether a handler that CPython's compiler adds covers a state (`minicoro.exact.forgotten`)."""


def unbound_local(o: Any, error: BaseException) -> BaseException:
    """The UnboundLocalError for a captured variable of this frame: the host raises NameError, as for a free variable.

    The text for a comprehension's variable with a `PRIME` is corrected as well.
    """
    traceback = traceback_of(error)
    if traceback is None or next_entry(traceback) is not None:
        return error
    told, text = error.args[:1], "cannot access local variable '{}' where it is not associated with a value"
    if type(error) is UnboundLocalError:
        own = o.run.__code__.co_varnames if hasattr(o, "run") else ()  # in a plain function no comprehension is cut
        names = [name for name in own if name[-1:] == PRIME and told == (text.format(name),)]
    else:
        names = [name for name in o.machine.cells if name == getattr(error, "name", None)]
    if not names:
        return error
    corrected = UnboundLocalError(text.format(names[0].removesuffix(PRIME)))
    corrected.__context__, corrected.__traceback__ = error.__context__, traceback
    return corrected


def take(o: Any) -> BaseException:
    """The thrown exception ``o.error``, to be raised where the object is suspended.  `handler_of` restores its context.

    Rule: context/thrown
    """
    error: BaseException = o.error
    o.error = None
    o.raised = error, THROWN, context_of(error), None, None
    return error


# Delegates


def resume_delegate(delegate: Any, sent: object) -> Any:
    """Resume a delegate; its method `unready` if it is running or has ended."""
    if delegate.state < 0:
        return delegate.unready(sent)
    try:
        return delegate.run(delegate, sent)
    finally:
        del delegate, sent


class Foreign:
    """A delegate that the interpreter does not perform: ``run`` drives its iterator as PEP 380 says.  Rule: yield-from/send

    shown: the delegate that the program sees: the iterator, or the sequence that it iterates over (yield-from/sequence).
    """

    __slots__ = ("iterator", "shown", "state")
    item, delegate = False, None

    def __init__(self, iterator: Any, shown: Any = None) -> None:
        self.iterator = iterator
        self.state = 0
        self.shown = iterator if shown is None else shown

    def run(self, _: object, sent: object) -> Any:
        try:
            if sent is None and type(self.iterator) is not CoroutineType:
                try:
                    return next(self.iterator)
                except TypeError:
                    if looked_up(type(self.iterator), "__next__") is not ABSENT:
                        raise
            return self.shown.send(sent)
        except StopIteration as stop:
            self.state = CLOSED
            return stop.value
        finally:
            del self, _, sent  # lifetimes: see `core.engine`

    unready = run


class Ended:
    """Replaces a delegate that was resumed directly (by `throw` or a chain) and has ended: the delegating frame gets its value."""

    __slots__ = ("value",)
    state, item, delegate = CLOSED, False, None

    def __init__(self, value: object) -> None:
        self.value = value

    def unready(self, _: object) -> object:
        """The value of the delegation."""
        return self.value


# Tracebacks: they show no frames of the interpreter


def is_own(traceback: TracebackType) -> bool:
    """Whether a traceback entry is of an interpreter's frame; `minicoro.exact.tracebacks` replaces this function."""
    return False


RAISED_HERE = RuntimeError, UnboundLocalError
"""Errors that replace another exception when it leaves a frame: their entry of that frame has no line."""


def program_entry(error: BaseException, entry: TracebackType | None) -> TracebackType | None:
    """The first traceback entry from ``entry`` on that is of the program.  Rule: traceback/places"""
    remade = isinstance(error, RAISED_HERE)
    while entry is not None and (is_own(entry) or (remade and line_of_entry(entry) is None)):
        entry = next_entry(entry)
    return entry


def trim(error: BaseException) -> None:
    """Remove the interpreter's entries that follow the entry of the performed frame from the traceback."""
    first = traceback_of(error)
    following = None if first is None else next_entry(first)
    if first is None or following is None:
        return
    entry = program_entry(error, following)
    if entry is not following:
        first.tb_next = entry


def strip(error: BaseException) -> None:
    """Remove the interpreter's entries before the first entry of the program from the traceback.

    Later ones have been removed already: by `trim`, or by the method that the program called.
    """
    first = traceback_of(error)
    entry = program_entry(error, first)
    if entry is not first:
        set_traceback(error, entry)
