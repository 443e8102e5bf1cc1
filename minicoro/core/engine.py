"""What performs a machine: state by state, exit by exit.

`run` is the definition.  ``minicoro.compiled`` writes the same loop out as one host function for each machine and shares
what stands below `Performer`: what is being handled, raising again, and the driving of delegates.

The protocol between objects is one call: ``value = o.run(o, sent)`` resumes ``o``; then ``o.state`` says what came of it:
a number from 0 on: it is suspended there, and ``value`` was yielded; `CLOSED`: it has returned ``value``.
"""

from __future__ import annotations

import ast
import sys
from types import CoroutineType, TracebackType
from typing import Any, Protocol

from . import events
from .errors import context_of, set_context, set_traceback, traceback_of
from .machine import (
    PRIME,
    Branch,
    Case,
    Complete,
    Delegate,
    EndFinally,
    EnterFinally,
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
"""``o.state`` while it runs and after its end; any other number: suspended in that state (0: just created)."""

UNCOVERED, COVERED = -1, -2
"""What `caught` gives instead of a state when the exception leaves the frame.

COVERED: a handler of this frame has taken the exception before, perhaps one that CPython's compiler adds.
"""

LONG = 100_000
"""No chain of contexts is followed further: a program may have tied one to itself."""

CONVERTED = StopIteration, StopAsyncIteration
"""What `Suspendable.convert` looks at."""


class Limit:
    """calls: how many calls of a walked program may be in each other; `minicoro.exact.limits` says.  Rule: recursion/limit"""

    calls = sys.maxsize


THROW: Any = object()
"""Sent to an object: raise the exception in its ``error`` where it is suspended."""


class Performer(Protocol):
    """What evaluates the syntax of states for one object: it has the object's variables."""

    def execute(self, statement: ast.stmt) -> str | None:
        """Run a statement; how it ended abruptly: "break", "continue", "return" (its value in ``$returned``), or None."""

    def evaluate(self, expression: ast.expr) -> Any:
        """The value of an expression."""

    def truth(self, condition: ast.expr, place: ast.AST | None = None) -> bool:
        """Whether a condition is true; it is asked at ``place``, or at itself."""

    def bind(self, target: str | ast.expr, value: object) -> None:
        """Bind a target, or the variable of this name, to a value."""

    def read(self, name: str) -> Any:
        """The value of a temporary."""

    def matches(self, pattern: ast.pattern, subject: object) -> bool:
        """Whether a value matches a pattern; its names are bound."""

    def at(self, node: ast.AST) -> None:
        """The engine itself is about to do what ``node`` stands for; that may raise."""

    def unwound(self) -> None:
        """An exception has come up that this frame handles: what the statement has kept is dropped."""

    def located(self, error: BaseException) -> None:
        """An exception has come up: its traceback gets an entry of this frame, where evaluation stands."""


def run(o: Any, sent: object) -> Any:
    """Perform the machine of ``o`` from where it is suspended until it suspends, returns or raises.

    (spec/machine.md)

    Rule: lifecycle/resume
    """
    number, o.state = o.state, RUNNING
    if events.watcher is not None:
        events.resumed(o, number, sent)
    made = _Run(o, sent)
    try:
        value = made.perform(number, 0, 0)
        if events.watcher is not None:
            (events.suspended if o.state >= 0 else events.returned)(o, value)
        return value
    finally:
        made.o = made.performer = None  # a traceback that is kept keeps this frame, too
        del o, sent


class _Run:
    """One resumption.  resumed: the state in which it begins is to be continued at its exit."""

    def __init__(self, o: Any, sent: object) -> None:
        self.o, self.sent, self.resumed = o, sent, True
        self.states: tuple[State, ...] = o.machine.states
        self.performer: Any = o.saved  # a `Performer`
        self.value: object = None

    def perform(self, number: int, depth: int, error: int) -> Any:
        """Perform states while ``depth`` exceptions are being handled, the innermost being the one with the id ``error``.

        The states of a handler run inside of a handler of the host's: ``sys.exc_info()``, a bare ``raise`` and
        ``__context__`` come out right.  Gives the next state, or the object's value when it has stopped.
        The exception itself is no variable here: a traceback that is kept keeps this frame, too.

        Rule: context/raised-in-handler, context/cause, exceptions/bare-raise
        """
        dropping: list[BaseException] = []
        while True:
            try:
                if dropping:  # what an exception drops must not see it as handled: it is not yet
                    self.o.delegate = None
                    self.performer.unwound()
                    self.performer.located(dropping[0])
                    if self.states[number].region is None:
                        raise reraised(self.o, dropping[0])
                    number = caught(self.o, number, dropping.pop())
                while True:
                    if depth and self.innermost(number, depth) != error:
                        return number
                    if len(handled(self.o, number)) > depth:
                        raise again(self.o, handled(self.o, number)[depth])
                    number = self.state(number)
                    if self.o.state != RUNNING:
                        return self.value
            except BaseException as raised:
                drops = self.states[number].region is not None or self.o.delegate is not None
                if drops and not dropping and not is_entered(self.o, raised):
                    dropping.append(raised)
                    continue
                dropping.clear()
                self.performer.located(raised)
                number = caught(self.o, number, raised)
                if number < 0:
                    raise
                following = self.perform(number, depth + 1, id(raised))
            if self.o.state != RUNNING:
                return self.value
            number = following

    def innermost(self, number: int, depth: int) -> int:
        """The id of the exception that is handled in a state at this depth; 0: there are not so many."""
        errors = handled(self.o, number)
        return id(errors[depth - 1]) if len(errors) >= depth else 0

    def state(self, number: int) -> int:
        """Perform one state; the number of the next one."""
        state = self.states[number]
        if self.resumed:
            self.resumed = False
            return self.resume(number, state.exit)
        if events.watcher is not None:
            events.entered(self.o, number)
        for step in state.steps:
            self.performer.execute(step)
        return self.leave(number, state.exit)

    def leave(self, number: int, exit: Exit) -> int:
        """Where an exit leads; if it suspends or returns, the object is no longer RUNNING.  (spec/machine.md)"""
        performer = self.performer
        match exit:
            case Jump(target):
                return target
            case Branch(test, then, otherwise, node):
                return then if performer.truth(test, node) else otherwise
            case Next(iterator, item, then, otherwise, node):
                performer.at(node)
                value = next(performer.read(iterator), THROW)  # no iterator gives THROW
                if value is THROW:
                    return otherwise
                performer.bind(item, value)
                return then
            case Case(subject, pattern, then, otherwise):
                return then if performer.matches(pattern, performer.read(subject)) else otherwise
            case Yield(value):
                return self.suspend(number, performer.evaluate(value), True)
            case Delegate():
                begun = [self._begun(exit)]  # handed over: a traceback that is kept keeps this frame, too
                return exit.ended if begun[0] is None else self.drive(number, exit, begun.pop(), None)  # type: ignore[return-value]
            case Return(value):
                self.value = performer.evaluate(value)
                self.o.finish()
                return number
            case Raise(variable):
                raise reraised(self.o, self.o.caught[variable])
            case Complete(statement, normal, on_break, on_continue, on_return):
                ways = {None: normal, "break": on_break, "continue": on_continue, "return": on_return}
                return ways[performer.execute(statement)]  # type: ignore[return-value]
            case EnterFinally(variable, completion, target):
                self.o.caught[variable] = completion
                return target
            case EndFinally(variable, normal):
                return end_finally(self.o, variable, normal)

    def resume(self, number: int, exit: Exit) -> int:
        """Continue a state at the exit in which the object was suspended.  Rule: throw/unstarted"""
        sent, self.sent = self.sent, None
        match exit:
            case Delegate(node=node):
                self.performer.at(node)
                return self.drive(number, exit, self.o.delegate, sent)
            case Yield(_, result, target, node):
                self.performer.at(node)
                if sent is THROW:
                    raise take(self.o)
                if result is not None:
                    self.performer.bind(result, sent)
                return target
        if sent is THROW:
            raise take(self.o)
        return self.leave(number, exit)

    def _begun(self, exit: Delegate) -> Any:
        """The delegate; None: an asynchronous iterator has none any more."""
        try:
            return self.performer.evaluate(exit.source)
        except StopAsyncIteration:
            if exit.ended is None:
                raise
            return None

    def drive(self, number: int, exit: Delegate, delegate: Any, sent: object) -> int:
        """Resume the delegate: what it yields goes out, its value goes into the result.

        Rule: yield-from/delegation (PEP 380), await/delegation (PEP 492)

        Rule: await/no-suspension, await/in-place, yield-from/transparent, yield-from/exit-not-error
        """
        try:
            if sent is THROW:  # the delegate has been closed, or has no ``throw``: it is dropped
                self.o.delegate = delegate = None
                raise take(self.o)
            self.o.delegate = delegate
            value = resumed(delegate, sent)
        except StopAsyncIteration:
            if exit.ended is None:
                raise
            self.o.delegate = None
            return exit.ended
        except BaseException:
            del delegate  # a traceback that is kept keeps this frame, too
            raise
        if delegate.state >= 0:
            self.o.delegate = delegate
            return self.suspend(number, value, False)
        self.o.delegate = None
        if exit.result is not None:
            self.performer.bind(exit.result, value)
        return exit.target

    def suspend(self, number: int, value: object, is_item: bool) -> int:
        """Stop in this state; ``value`` goes to whoever resumed.  is_item: it was yielded by the frame itself."""
        self.value = value
        self.o.state = number
        if is_item and self.o.machine.kind is Kind.ASYNC_GENERATOR:
            self.o.item = True
        return number


# What is being handled


def handled(o: Any, number: int) -> list[BaseException]:
    """The exceptions that are being handled in a state, now, outermost first.  Rule: context/own-stack"""
    kept, found = o.caught, []
    if kept:
        for variable in o.machine.states[number].handling:
            error = kept.get(variable)
            if isinstance(error, BaseException):
                found.append(error)
        found.reverse()
    return found


def again(o: Any, error: BaseException) -> BaseException:
    """The exception whose handler is entered again, to be raised once more; that must leave no mark on it."""
    o.raised = error, context_of(error), traceback_of(error), True, referring(error)
    return error


def is_entered(o: Any, error: BaseException) -> bool:
    """Whether the exception has been raised by `again`."""
    return o.raised is not None and o.raised[0] is error and o.raised[3]


def reraised(o: Any, error: BaseException) -> BaseException:
    """The exception that no handler took, to be raised as it is (RERAISE)."""
    o.raised = error, context_of(error), traceback_of(error), False, referring(error)
    return error


def restored(o: Any, error: BaseException) -> bool:
    """The exception has been raised again: take the marks off that this left on it.  Whether a handler is entered again."""
    _, context, traceback, enters, referrer = o.raised
    o.raised = None
    set_traceback(error, traceback)
    set_context(error, context)
    if referrer is not None:
        set_context(referrer, error)
    return enters  # type: ignore[no-any-return]


def referring(error: BaseException) -> BaseException | None:
    """Of what the resumer handles, the exception whose context is ``error``: raising it again makes the host cut that link."""
    found, steps = sys.exception(), 0
    while found is not None and found is not error and steps < LONG:
        if context_of(found) is error:
            return found
        found, steps = context_of(found), steps + 1
    return None


def end_finally(o: Any, variable: str, normal: int) -> int:
    """Where the end of a ``finally`` leads.  Rule: finally/completion"""
    completion = o.caught.pop(variable, None)
    if completion is None:
        return normal
    if isinstance(completion, BaseException):
        raise reraised(o, completion)
    return completion  # type: ignore[no-any-return]


def caught(o: Any, number: int, error: BaseException) -> int:
    """An exception has come up in a state: the state that handles it, or a negative number: it leaves the frame.

    (spec/machine.md)

    Rule: context/dropped, lifecycle/failed
    """
    raised, covered = o.raised, False
    if raised is not None and raised[0] is error:
        if raised[2] is not THROW:  # `again` or `reraised`
            if restored(o, error):
                return number
            covered = True
        else:
            o.raised = None
            if not handled(o, number):
                set_context(error, raised[1])
            trim(error)
    else:
        o.raised = None
        trim(error)
    o.delegate = None
    region = o.machine.states[number].region
    corrected = unbound_local(o, error) if type(error) in UNBOUND else error
    if region is None:
        covered = covered or is_covered(o, number)
        o.finish()
        if events.watcher is not None:
            events.raised(o, corrected)
        if isinstance(error, CONVERTED):
            o.convert(error, number == 0)
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


def is_covered(o: Any, number: int) -> bool:
    """Whether a handler that CPython's compiler adds covers a state; `minicoro.exact.forgotten` says."""
    return False


UNBOUND = NameError, UnboundLocalError


def unbound_local(o: Any, error: BaseException) -> BaseException:
    """The error for a variable of the frame's own that inner functions capture: the host takes it for another function's.

    So it does in other words for a comprehension's variable that has a name of its own.
    """
    traceback = traceback_of(error)
    if traceback is None or traceback.tb_next is not None:
        return error
    told, text = error.args[:1], "cannot access local variable '{}' where it is not associated with a value"
    if type(error) is UnboundLocalError:
        own = (
            o.run.__code__.co_varnames if hasattr(o, "run") else ()
        )  # a plain function's machine has no comprehension cut
        names = [name for name in own if name[-1:] == PRIME and told == (text.format(name),)]
    else:
        names = [name for name in o.machine.cells if name == getattr(error, "name", None)]
    if not names:
        return error
    corrected = UnboundLocalError(text.format(names[0].removesuffix(PRIME)))
    corrected.__context__, corrected.__traceback__ = error.__context__, traceback
    return corrected


def take(o: Any) -> BaseException:
    """The thrown exception, to be raised where the object is suspended; its context is the thrower's affair.

    Rule: context/thrown
    """
    error: BaseException = o.error
    o.error = None
    o.raised = error, context_of(error), THROW, False, None
    return error


# Delegates


def resumed(delegate: Any, sent: object) -> Any:
    """Resume a delegate in any status."""
    if delegate.state < 0:
        return delegate.unready(sent)
    try:
        return delegate.run(delegate, sent)
    finally:
        del delegate, sent


VALUELESS = {type(iter(kind())) for kind in (list, tuple, dict, set, str, bytes)} | {type(iter(range(0)))}
"""Iterators that end without a value and run nothing of the program's: an exception less tells the end."""


class Foreign:
    """A delegate that is no object of ours: ``run`` drives it as PEP 380 says.  Rule: yield-from/send

    shown: what the program sees as the delegate: the iterator, or the sequence that it goes over (yield-from/sequence).
    """

    __slots__ = ("iterator", "shown", "state")
    item, delegate = False, None

    def __init__(self, iterator: Any, shown: Any = None) -> None:
        self.iterator = iterator
        self.state = 0
        self.shown = iterator if shown is None else shown

    def run(self, _: object, sent: object) -> Any:
        try:
            kind = type(self.iterator)
            if sent is None and kind is not CoroutineType:
                if kind in VALUELESS:
                    value = next(self.iterator, THROW)
                    if value is not THROW:
                        return value
                    self.state = CLOSED
                    return None
                advance = getattr(kind, "__next__", None)
                if advance is not None:
                    return advance(self.iterator)
            return self.shown.send(sent)
        except StopIteration as stop:
            self.state = CLOSED
            return stop.value
        finally:
            del self, _, sent  # a traceback that is kept keeps this frame, too

    unready = run


class Ended:
    """In the place of a delegate that has ended elsewhere: its value."""

    __slots__ = ("value",)
    state, item, delegate = CLOSED, False, None

    def __init__(self, value: object) -> None:
        self.value = value

    def unready(self, _: object) -> object:
        """What the delegating frame gets."""
        return self.value


# Tracebacks: the interpreter's own frames are none of the program's


def is_own(traceback: TracebackType) -> bool:
    """Whether an entry is of a frame of the interpreter's; `minicoro.exact.tracebacks` knows."""
    return False


RAISED_HERE = RuntimeError, UnboundLocalError
"""What is raised in the place of another exception that leaves a frame: that frame's entry then is of code without a line."""


def program_entry(error: BaseException, entry: TracebackType | None) -> TracebackType | None:
    """The first entry from ``entry`` on that is the program's."""
    remade = isinstance(error, RAISED_HERE)
    while entry is not None and (is_own(entry) or (remade and entry.tb_lineno is None)):
        entry = entry.tb_next
    return entry


def trim(error: BaseException) -> None:
    """Take the interpreter's frames behind the frame that is performed out of the traceback."""
    first = traceback_of(error)
    if first is None or first.tb_next is None:
        return
    entry = program_entry(error, first.tb_next)
    if entry is not first.tb_next:
        first.tb_next = entry


def strip(error: BaseException) -> None:
    """Take the interpreter's frames in front of the first frame of the program out of the traceback.

    What is behind has been taken out where it passed: by `trim`, or by a method that the program has called.
    """
    first = traceback_of(error)
    entry = program_entry(error, first)
    if entry is not first:
        set_traceback(error, entry)
