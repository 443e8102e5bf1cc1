"""Suspendable objects: what generators, coroutines and asynchronous generators have in common (Objects/genobject.c).

`Suspendable` resumes the machine, throws into its chain of delegates, and closes it; `generators` and `async_generators` have
the methods that a program calls.
Other packages replace these functions, the *hooks*: `frame_of` (what ``gi_frame`` shows), `ending`, `delegate_raised`, `thrown_at`
and others.
"""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Callable
from sys import exception
from types import CellType, FunctionType, TracebackType
from typing import Any, ClassVar, NoReturn

from . import events
from .classes import is_subtype
from .engine import CLOSED, RUNNING, THROW, Ended, Foreign, strip
from .errors import next_entry, set_context, set_traceback, traceback_of
from .kinds import Imitation
from .machine import Machine
from .versions import HOST, RULES

new: Any = object.__new__
"""Makes an object of a class whose call is a TypeError, as that of CPython's classes is."""

maker: Any = type.__call__.__get__
"""Returns a quicker function that makes objects of one such class."""

MAKER = "$code"
"""The attribute of an object's ``run`` with the code object of the called function, if this function has one of its own."""


class Reference(weakref.ref[Any]):
    """A weak reference among the constants of a code object, whose hash needs those of its constants, also when they have died.

    A copy of pickled code has a string in its place.
    """

    __slots__ = ()
    __hash__ = object.__hash__

    def __reduce__(self) -> Any:
        return str, ()


DELEGATES: set[int] = set()
"""The ``id`` of each class of the interpreter whose objects are driven by ``run``, without StopIteration.

By ``id``, because a metaclass of the program may have a ``__hash__`` or ``__eq__`` of its own.
"""


class _Shared:
    """The classes of objects, for emitted code.  Tools that pickle code store this object by its name, which they cannot do with
    the classes: these have the host's names.

    new_generator, new_coroutine: make an object that has no attributes yet.  origin_of: returns ``cr_origin`` of a new coroutine;
    None: ``sys.set_coroutine_origin_tracking_depth`` is off.
    """

    __slots__ = ("AsyncGenerator", "Coroutine", "Generator", "new_coroutine", "new_generator", "origin_of")
    origin_of: Callable[[], Any] | None

    def __reduce__(self) -> str:
        return "SHARED"


SHARED: Any = _Shared()
SHARED.origin_of = None

code_of: Callable[[Suspendable], Any] = lambda o: o.run.__code__  # noqa: E731  a hook, not a function
"""Returns ``gi_code``, ``cr_code`` or ``ag_code`` of an object."""

frame_of: Callable[[Suspendable], object] = lambda o: None  # noqa: E731
"""Returns ``gi_frame``, ``cr_frame`` or ``ag_frame`` of an object."""

Tracebacks = tuple[TracebackType | None, TracebackType | None]
"""Two tracebacks of a thrown exception: the one that ``throw`` was given (or else its own), and its own."""

ending: Callable[[Suspendable], None] | None = None
"""Called with an object that ends other than by returning, before its variables are dropped."""

delegate_raised: Callable[[Suspendable, BaseException, Tracebacks | None], None] | None = None
"""Called before an exception of the object's delegate is raised in the object, if the object may handle another exception."""

thrown_at: Callable[[Suspendable, tuple[Any, ...]], tuple[Any, ...]] | None = None
"""Returns the arguments of ``throw``, perhaps changed, before their exception is raised in the object."""

deprecated: Callable[[str], None] = lambda text: warnings.warn(text, DeprecationWarning, stacklevel=4)  # noqa: E731  a hook
"""Issues a DeprecationWarning at the program's call of a method, or where a frame waits that throws into its delegate."""

may_be_deep: Callable[[], bool] = lambda: False  # noqa: E731  a hook
"""Whether to look for a deep chain: a quick function, called for each resumption of an object with at least three delegates below it."""

resume_chain: Callable[[Suspendable, object], Any]
"""Resumes a suspended object that is in a chain, or for which `may_be_deep` says true.  `minicoro.fast.chains` sets both."""

host_operation: Callable[[], str] = lambda: ""  # noqa: E731  a hook
"""The name of the host's instruction that has caused the call of ``__await__``, or of a descriptor by this name; "OWN": the interpreter has."""

is_watching: Callable[[], bool] = lambda: False  # noqa: E731  a hook
"""Whether a trace or profile function is called for each frame that runs, also for a frame that only ends."""


def type_name(value: object) -> str:
    """The name of a value's type as in CPython's messages (``tp_name``): with the module for types written in C."""
    missing = "\0"  # no attribute has this name, and looking for it runs nothing of the program
    try:
        object.__getattribute__(value, missing)
    except AttributeError as error:
        return str(error)[1 : -len(f"' object has no attribute '{missing}'")]
    raise AssertionError(type(value))


class Delegating(metaclass=Imitation):
    """The slot ``delegate``, until 3.13 (`RULES.frees_last_first`).

    There CPython's frame frees the delegate, which is on its stack, after the variables.  The host frees the slots of a base class
    last, so the delegate has a base class of its own.  Rule: lifecycle/closed
    """

    __slots__ = () if RULES.frees_last_first else ("delegate",)


class Suspendable(Delegating):
    """A suspended frame that is data: ``(machine, state, variables, delegate)``.

    run: the function that performs it; see `engine`.  machine: its states.  state: the number of the state in which it is
    suspended, RUNNING or CLOSED.  saved: its variables while it is suspended, in the engine's form.  delegate: the iterator
    in which it is suspended, or None.  caught: by variable, the handled exceptions and the completions of ``finally``s.
    error, raised: pass exceptions from ``throw`` and the handlers to the engine; they are not there before.  chain: see `minicoro.fast.chains`.
    """

    __slots__ = ("__weakref__", "caught", "chain", "error", "machine", "raised", "run", "saved", "state") + (
        ("delegate",) if RULES.frees_last_first else ()
    )

    KIND: ClassVar[str] = ""
    SHORT: ClassVar[str] = ""
    closes_delegate: bool = True
    item = False  # True: an asynchronous generator has yielded an item itself

    run: Any
    machine: Machine
    state: int
    saved: Any
    delegate: Any
    caught: Any
    error: Any
    raised: Any
    chain: Any

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object {self.run.__qualname__} at {id(self):#x}>"

    def finish(self) -> None:
        """Rule: lifecycle/closed: a closed object keeps no variables, no delegate and no exception."""
        if ending is not None:
            ending(self)
        self.state = CLOSED
        self.saved = self.delegate = self.caught = self.chain = None
        if self.run.__closure__ is not None:
            self.run = emptied(self.run)

    def awaited(self) -> Any:
        """The delegate that the program sees (``cr_await``), only while the object is suspended.  Rule: lifecycle/attributes"""
        delegate = self.delegate
        if delegate is None or self.state <= 0 or (self.chain is not None and self.chain.running):
            return None
        return delegate.shown if type(delegate) is Foreign else delegate

    def convert(self, error: BaseException, at_start: bool) -> None:
        """Rule: stop-iteration/converted (PEP 479): a StopIteration that leaves the frame becomes a RuntimeError.

        at_start: it was thrown into a just-created object.  Rule: stop-iteration/thrown, stop-iteration/coroutine

        Rule: versions/lambda-stop-iteration
        """
        if isinstance(error, StopIteration) and (RULES.converts_at_start or not at_start):
            if RULES.converts_in_lambdas or self.machine.name != "<lambda>":
                raise_converted(error, f"{self.KIND} raised StopIteration")

    def unready(self, sent: object) -> Any:
        """Called by a resumption that has found the object running or closed.  Another thread may have suspended it since.

        Rule: lifecycle/already-executing, reentrancy/indirect, reentrancy/self-await
        """
        state = self.state
        if state == RUNNING:
            raise ValueError(f"{self.KIND} already executing")
        return self.run(self, sent) if state >= 0 else self.ended(None)

    def ended(self, thrown: tuple[Any, ...] | None) -> Any:
        """A resumption after the end: ``send`` gets None, ``throw`` raises its exception.  Rule: throw/closed"""
        if thrown is not None:
            raise normalised(thrown)
        return None

    def resume(self, value: object) -> Any:
        """Resume with a value; `unready` if the object is running or has ended.  (``gen_send_ex``)

        Rule: lifecycle/just-started
        """
        state = self.state
        if state == 0 and value is not None:
            raise TypeError(f"can't send non-None value to a just-started {self.KIND}")
        try:
            return self.run(self, value) if state >= 0 else self.unready(value)
        finally:
            del self, value  # lifetimes: see `core.engine`

    def throw_into(self, thrown: tuple[Any, ...]) -> Any:
        """Raise the exception of ``throw(*thrown)`` where the innermost delegate is suspended.  (``_gen_throw``)

        Rule: yield-from/throw (PEP 380), generator-exit/thrown: GeneratorExit closes the delegates first.
        """
        if self.chain is not None:
            self.leave_chain()
        if self.state < 0:
            if RULES.throw_checks_first:
                thrown = (normalised(thrown),)
            if self.state == RUNNING:
                raise ValueError(f"{self.KIND} already executing")
            return self.ended(thrown)
        outer: list[tuple[Suspendable, int]] = []
        inner = self
        try:
            if self.delegate is not None and self.closes_delegate and is_generator_exit(thrown[0]):
                self.error = self.close_delegate()
                if self.error is None:
                    self.error = self.thrown_exception(thrown)
                elif delegate_raised is not None:
                    delegate_raised(self, self.error, None)
                return self.raise_in_frame()
            while type(inner.delegate) in LINKS and inner.delegate.state > 0:
                outer.append((inner, inner.state))
                inner.state, inner = RUNNING, inner.delegate
            return throw_outwards(inner, outer, thrown) if outer else inner.throw_at_suspension(thrown)
        finally:
            del self, inner, outer, thrown  # lifetimes

    def throw_at_suspension(self, thrown: tuple[Any, ...]) -> Any:
        """Throw into the delegate, if it has a ``throw`` method; else raise the exception in this frame.

        A suspended generator or coroutine as delegate does not come here: `throw_into` has followed it.

        Rule: yield-from/throw-lookup: an error of looking up ``throw`` leaves this call; nothing is resumed.
        """
        delegate = self.delegate
        throw = failed = value = before = None
        try:
            if type(delegate) is Foreign:
                throw = getattr(delegate.iterator, "throw", None)
            elif delegate is not None:
                throw = delegate.throw_into
            if throw is None:
                self.error, delegate = self.thrown_exception(thrown), None
                return self.raise_in_frame()
            before = tracebacks_before(thrown)
            state, self.state = self.state, RUNNING
            try:
                if type(delegate) is Foreign:
                    value = throw(*thrown)
                else:  # CPython calls the method of an awaitable or a wrapper, which warns again
                    value = throw(thrown if type(delegate) in LINKS else checked_throw("throw", thrown))
            except BaseException as error:
                if type(delegate) is Foreign and isinstance(error, StopIteration):
                    delegate.state, value = CLOSED, error.value
                else:
                    failed = error
            self.state, throw, thrown = state, None, ()
            del state
            if failed is not None:
                if delegate_raised is not None:
                    delegate_raised(self, failed, before)
                self.error, failed, before, delegate = failed, None, None, None
                return self.raise_in_frame()
            if delegate.state >= 0:
                return value
            self.delegate, value, delegate = Ended(value), None, None  # the frame may drop them while it runs
            return self.run(self, None)
        finally:
            del self, thrown, delegate, throw, failed, value, before

    def thrown_exception(self, thrown: tuple[Any, ...]) -> BaseException:
        """The exception of ``throw(*thrown)``, to be raised in this frame itself."""
        return normalised(thrown if thrown_at is None else thrown_at(self, thrown))

    def raise_in_frame(self) -> Any:
        """Raise ``self.error`` where this frame itself is suspended.  No variable of the interpreter keeps the exception meanwhile.

        Rule: stop-iteration/thrown: at an ``await`` a StopIteration counts as the delegate's end (3.12).
        """
        try:
            if RULES.stop_ends_delegation and isinstance(self.error, StopIteration) and self.delegate is not None:
                self.delegate, self.error = Ended(self.error.value), None
                return self.run(self, None)
            return self.run(self, THROW)
        finally:
            del self

    def close_delegate(self) -> BaseException | None:
        """Close the delegate while this frame counts as running.

        Returns the exception that closing has raised, which the caller raises in this frame; or None.

        A chain is closed from its innermost object outwards.  Rule: yield-from/close (PEP 380)
        """
        waiting: list[tuple[Suspendable, int]] = [(self, self.state)]
        self.state, inner = RUNNING, self.delegate
        while type(inner) in LINKS and inner.state > 0:
            waiting.append((inner, inner.state))
            inner.state, inner = RUNNING, inner.delegate
        failed = None if inner is None else close_iter(inner)
        try:
            while True:
                o, state = waiting.pop()
                o.state = state
                if o is self:
                    return failed
                try:
                    o.end_by_generator_exit(failed)
                    failed = None
                except BaseException as error:
                    strip(error)
                    failed = error
        finally:
            del self, waiting, inner, o, failed

    def shut(self) -> Any:
        """Close: return the value that the frame returns on GeneratorExit, else None.  (``gen_close``)

        Rule: close/generator-exit (PEP 342): the delegate is closed first; then GeneratorExit is raised where the frame
        is suspended.  Rule: close/created
        """
        if self.chain is not None:
            self.leave_chain()
        state = self.state
        try:
            if state == CLOSED or self.shut_unseen():
                return None
            if state == RUNNING:
                raise ValueError(f"{self.KIND} already executing")
            return self.end_by_generator_exit(None if self.delegate is None else self.close_delegate())
        finally:
            del self

    def end_by_generator_exit(self, failed: BaseException | None) -> Any:
        """Raise GeneratorExit, or the exception raised by closing the delegate (``failed``), in this frame, which must then end.

        Rule: close/return-value, generator-exit/ignored, generator-exit/await, generator-exit/swallowed
        """
        self.error, failed = failed, None
        is_seen = self.error is not None or self.machine.states[self.state].region is not None or is_watching()
        if self.error is None:
            self.error = GeneratorExit()
            set_context(self.error, exception())
        elif delegate_raised is not None:
            delegate_raised(self, self.error, None)
        if events.watcher is not None:
            events.closing(self)
        try:
            result = self.raise_in_frame()
            if self.state == CLOSED:
                return self.closed_with(result)
            raise RuntimeError(f"{self.KIND} ignored GeneratorExit")
        except (StopIteration, GeneratorExit) as swallowed:
            if is_seen:  # else nothing refers to it
                strip(swallowed)
            return None
        finally:
            del self

    def is_running(self) -> bool:
        """``gi_running`` and its like: whether the object runs."""
        return self.state == RUNNING or (self.chain is not None and self.chain.running and self.state > 0)

    def is_suspended(self) -> bool:
        """``gi_suspended`` and its like: whether the object has started and is suspended.

        Rule: versions/coroutine-suspended
        """
        return self.state > 0 and not self.is_running()

    def shown_state(self) -> str:
        """``gi_state`` and its like: the name that ``inspect`` has for the state.  Rule: lifecycle/attributes"""
        if self.state == 0:
            return f"{self.SHORT}_CREATED"
        if self.state == CLOSED:
            return f"{self.SHORT}_CLOSED"
        return f"{self.SHORT}_RUNNING" if self.is_running() else f"{self.SHORT}_SUSPENDED"

    def leave_chain(self) -> None:
        """Dissolve the chain that resumes the innermost delegate of this object directly."""
        if self.chain.running:
            raise ValueError(f"{self.KIND} already executing")
        self.chain.dissolve()

    def closed_with(self, result: object) -> Any:
        """The result of ``close`` if the frame has returned.  Rule: close/return-value"""
        return result if RULES.close_returns_value else None

    def shut_unseen(self) -> bool:
        """Close, if that runs nothing of the frame: it has not begun, or no handler would see the GeneratorExit; else return False.

        Where CPython runs the frame nevertheless (`RULES.close_skips_frame`), this shows only to tools, and by what is dropped first.

        Rule: close/created, close/generator-exit
        """
        state, kept = self.state, None
        if state == 0:
            if not HOST.close_hides_unbegun and is_watching():
                return False
            if RULES.keeps_unbegun:
                kept = self.saved
        elif (
            state < 0
            or self.delegate is not None
            or self.machine.states[state].region is not None
            or (not RULES.close_hides_from_tools and is_watching())
            or (not RULES.close_skips_frame and not self.drop_temporaries())
        ):
            return False
        self.finish()
        if kept is not None:
            self.saved = kept
        if events.watcher is not None:
            events.closed(self)
        return True

    def drop_temporaries(self) -> bool:
        """Drop the temporaries of a suspended object, the last first, as an exception that leaves the frame does.

        Returns False, and drops nothing, if the variables are not a tuple (walked), or a watcher is to be told of the states: then
        the frame has to run.  Rule: drop/closed
        """
        if type(self.saved) is not tuple or events.watcher is not None:
            return False
        state, values = self.state, [*self.saved]
        self.state, self.saved = RUNNING, None
        # Where the order can be seen, the last temporary comes first in `Machine.saved` (`Flow.saved`).
        for index, name in enumerate(self.machine.saved[state]):
            if name[0] == "$":
                values[index] = None
        self.state, self.saved = state, tuple(values)
        return True

    def __getstate__(self) -> Any:
        """`object.__reduce__`, `copy` and `pickle` ask for the state.  Rule: lifecycle/attributes"""
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")


EMPTY = CellType()
"""The cell of each captured variable of an object that has ended; nothing binds it."""


def emptied(run: Any) -> Any:
    """A copy of the function ``run`` with empty cells in the place of its captured variables.  Rule: lifecycle/closed"""
    made: Any = FunctionType(run.__code__, run.__globals__, run.__name__, None, (EMPTY,) * len(run.__closure__))
    if made.__qualname__ is not run.__qualname__:  # it has been renamed; the test is quicker than the assignment
        made.__qualname__ = run.__qualname__
    code = getattr(run, MAKER, None)
    if code is not None:
        setattr(made, MAKER, code)
    return made


LINKS: set[type] = set()
"""Generators and coroutines: the objects that a chain of delegates is made of."""


def throw_outwards(inner: Suspendable, outer: list[tuple[Suspendable, int]], thrown: tuple[Any, ...]) -> Any:
    """Throw into the innermost object of a chain; each frame around it runs only when its delegate has ended.

    outer: the objects around it, the outermost first, each with the state that it is suspended in.
    """
    failed: BaseException | None = None
    value, before = None, tracebacks_before(thrown)
    try:
        value = inner.throw_at_suspension(thrown)
    except BaseException as error:
        failed = error
    del thrown
    try:
        while True:
            o, o.state = outer.pop()  # type: ignore[has-type]
            if failed is None and inner.state >= 0:  # it has yielded: the frames around it stay suspended
                while outer:
                    o, o.state = outer.pop()
                return value
            inner = o
            if failed is not None:
                if delegate_raised is not None and o.caught:
                    delegate_raised(o, failed, before)
                o.error, failed = failed, None
                sent: object = THROW
            else:
                o.delegate, sent, value = Ended(value), None, None
            if not outer:
                return o.run(o, sent)
            try:
                value = o.run(o, sent)
            except BaseException as error:
                set_traceback(error, next_entry(traceback_of(error)))  # type: ignore[arg-type]  # without this function's entry
                failed = error
    finally:
        del o, inner, outer, value, failed, before


def tracebacks_before(thrown: tuple[Any, ...]) -> Tracebacks | None:
    """The tracebacks of the thrown exception; None if `delegate_raised` is not installed."""
    if delegate_raised is None:
        return None
    kind, value, given = (*thrown, None, None)[:3]
    error = kind if value is None else value
    had = traceback_of(error) if isinstance(error, BaseException) else None
    return given or had, had


def close_iter(delegate: Any) -> BaseException | None:
    """Close a delegate that is not in `LINKS`, or not suspended.  Returns the exception raised by that, or None.  (``gen_close_iter``)

    An error of looking up ``close`` is reported (`unraisable`) and ignored.  Rule: yield-from/close
    """
    close = delegate.close if type(delegate) is not Foreign else None
    failed = None
    if close is None:
        try:
            close = getattr(delegate.iterator, "close", None)
        except BaseException as error:
            failed = error
        if failed is not None:  # it is not being handled any more
            unraisable(failed, delegate.iterator)
            failed = None
    try:
        if close is not None:
            close()
    except BaseException as error:
        strip(error)
        return error
    finally:
        del delegate, close  # lifetimes
    return None


def unraisable(error: BaseException, source: object) -> None:
    """Report an exception that no code can catch; `minicoro.exact.lifetimes` replaces this function."""


def is_generator_exit(thrown: object) -> bool:
    """Whether the thrown class or instance is GeneratorExit (``PyErr_GivenExceptionMatches``)."""
    kind = thrown if isinstance(thrown, type) else type(thrown)
    return is_subtype(kind, GeneratorExit)


def raise_converted(error: BaseException, text: str) -> None:
    """Raise a RuntimeError in the place of ``error``, which becomes its cause and its context."""
    converted = RuntimeError(text)
    try:
        raise converted
    except RuntimeError:
        converted.__cause__ = converted.__context__ = error
        converted.__traceback__ = None
        raise
    finally:
        del converted, error


def normalised(thrown: tuple[Any, ...]) -> BaseException:
    """The exception that ``throw(*thrown)`` raises, or the exception raised by its constructor.  Rule: throw/arguments"""
    kind, value, traceback = (*thrown, None, None)[:3]
    if traceback is not None and not isinstance(traceback, TracebackType):
        raise TypeError("throw() third argument must be a traceback object")
    if isinstance(kind, type) and issubclass(kind, BaseException):
        try:
            error = _instance(kind, value)
        except BaseException as failure:
            strip(failure)
            return failure
    elif isinstance(kind, BaseException):
        if value is not None:
            raise TypeError("instance exception may not have a separate value")
        error = kind
    else:
        text = f"exceptions must be classes or instances deriving from BaseException, not {type_name(kind)}"
        raise TypeError(text)
    return error if traceback is None else error.with_traceback(traceback)


def _instance(kind: type[BaseException], value: Any) -> BaseException:
    if isinstance(value, kind):
        return value
    made: object = kind(*(value if isinstance(value, tuple) else () if value is None else (value,)))
    if not isinstance(made, BaseException):
        raise TypeError(f"calling {kind} should have returned an instance of BaseException, not {type_name(made)}")
    return made


def checked_throw(method: str, thrown: tuple[Any, ...]) -> tuple[Any, ...]:
    """Rule: throw/signature: one to three arguments; more than one argument is deprecated from 3.12."""
    if method != "athrow" or RULES.athrow_counts_first:
        count_thrown(method, thrown)
    if len(thrown) > 1 and RULES.throw_warns:
        text = f"the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead."
        deprecated(text)
    return thrown


def count_thrown(method: str, thrown: tuple[Any, ...]) -> None:
    """Rule: throw/signature: TypeError unless there are one to three arguments."""
    if not thrown:
        raise TypeError(f"{method} expected at least 1 argument, got 0")
    if len(thrown) > 3:
        raise TypeError(f"{method} expected at most 3 arguments, got {len(thrown)}")


def value_or_stop(o: Any, result: object) -> Any:
    """The result of a method after a resumption: the yielded value; after the end, StopIteration with the returned value.

    Rule: stop-iteration/tuple-value

    Rule: stop-iteration/return-value
    """
    if o.state >= 0:
        return result
    if result is not None and exception() is not None:
        raise_stop((result, result := None)[0])
    raise StopIteration if result is None else StopIteration((result, result := None)[0])


def raise_stop(value: object) -> NoReturn:
    """Raise StopIteration with this value.  On newer versions an exception that is being handled is not its context.

    As `_PyGen_SetStopIterationValue`.  Rule: stop-iteration/context
    """
    stop = StopIteration(value)
    try:
        raise stop
    except StopIteration:
        if RULES.stop_without_context:
            set_context(stop, None)
        raise
    finally:
        del stop, value
