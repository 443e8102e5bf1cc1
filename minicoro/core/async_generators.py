"""Asynchronous generators and the awaitables of their methods (PEP 525), after Objects/genobject.c."""

from __future__ import annotations

import sys
from typing import Any, ClassVar, TypeVar

from . import objects
from .engine import CLOSED, strip
from .generators import Driver, add_names
from .machine import Kind, Machine
from .objects import DELEGATES, Suspendable, checked_throw, count_thrown, new, raise_converted, value_or_stop
from .versions import RULES


class AsyncGenerator(Suspendable):
    """The result of calling an ``async def`` function with ``yield``.

    running: True while one of its awaitables is started and not ended; None before the first iteration and after the end.
    exhausted: it has ended or is being closed.  item: it has just yielded an item itself (an inner await has not).
    finaliser: the hook of the event loop, read at the first iteration.
    """

    __slots__ = ("closes_delegate", "exhausted", "finaliser", "hooked", "item", "running")
    KIND = Kind.ASYNC_GENERATOR.value
    SHORT = "AGEN"

    running: bool | None
    exhausted: bool
    hooked: bool
    item: bool
    finaliser: Any

    def finish(self) -> None:
        super().finish()
        self.item, self.running = False, None

    def closed_with(self, result: object) -> Any:
        """Rule: drop/async-generator-returns: its end is StopAsyncIteration, also when it is dropped."""
        if RULES.tells_of_return:
            raise StopAsyncIteration

    def convert(self, error: BaseException, at_start: bool) -> None:
        """Rule: stop-iteration/async-generator (PEP 525): StopAsyncIteration is converted as well."""
        super().convert(error, at_start)
        if isinstance(error, StopAsyncIteration) and (RULES.converts_at_start or not at_start):
            raise_converted(error, "async generator raised StopAsyncIteration")

    def hook(self) -> None:
        """Rule: async-generator/hooks: the first iteration calls ``firstiter`` and remembers ``finalizer``."""
        if not self.hooked:
            self.hooked, self.running = True, False
            hooks = sys.get_asyncgen_hooks()
            self.finaliser = hooks.finalizer
            if hooks.firstiter is not None:
                hooks.firstiter(self)

    def begins(self) -> bool:
        """Call the hooks at the first iteration.  Returns whether no other awaitable is under way.  Rule: async-generator/hooks"""
        self.hook()
        return self.running is False

    def __aiter__(self) -> AsyncGenerator:
        return self

    def __anext__(self) -> Asend:
        self.hook()
        return step_of(Asend, self, None)

    def asend(self, value: object, /) -> Asend:
        """Rule: async-generator/asend (PEP 525)"""
        self.hook()
        return step_of(Asend, self, value)

    def athrow(self, *thrown: Any) -> Athrow:
        """Rule: async-generator/athrow (PEP 525)"""
        checked_throw("athrow", thrown)
        self.hook()
        return step_of(Athrow, self, thrown)

    def aclose(self) -> Athrow:
        """Rule: async-generator/aclose (PEP 525)"""
        self.hook()
        return step_of(Athrow, self, None)

    ag_running = property(lambda self: bool(self.running))
    ag_await = property(Suspendable.awaited)
    ag_code = property(lambda self: objects.code_of(self))
    ag_frame = property(lambda self: objects.frame_of(self))
    if RULES.shows_state:
        ag_state = property(Suspendable.shown_state)
    if RULES.shows_suspended:
        ag_suspended = property(lambda self: self.state > 0)


def make_async_generator(run: Any, machine: Machine, saved: object) -> AsyncGenerator:
    """A just-created asynchronous generator.  Rule: call/suspendable"""
    o: AsyncGenerator = new(AsyncGenerator)
    o.run, o.machine, o.saved, o.state = run, machine, saved, 0
    o.delegate = o.caught = o.chain = o.running = o.finaliser = None
    o.closes_delegate, o.exhausted, o.hooked, o.item = True, False, False, False
    return o


INIT, ITER, DONE = "init", "iter", "done"
"""The stages of an awaitable: not started, started, ended."""


class Awaitable(Driver):
    """The awaitable result of a method of an asynchronous generator."""

    __slots__ = ("generator", "given", "stage", "state")
    REUSED: ClassVar[str] = ""

    generator: AsyncGenerator
    given: Any
    stage: str
    state: int

    def __await__(self) -> Any:
        return self

    def result_of(self, value: object) -> Any:
        """As `value_or_stop`, but a yielded None ends the awaitable with StopIteration(None).  Rule: stop-iteration/return-value"""
        if value is None and RULES.stop_without_context and self.state < 0 <= self.generator.state:
            objects.raise_stop(None)
        return value_or_stop(self, value)

    def close(self) -> None:
        """Rule: async-generator/awaitable-close: from 3.13 by raising GeneratorExit in the generator."""
        if self.stage is DONE:
            return
        if not RULES.asend_close_throws:
            self.stage = DONE
            return
        try:
            self.throw_into((GeneratorExit,))
            if self.state >= 0:
                raise RuntimeError("coroutine ignored GeneratorExit")
        except (StopIteration, StopAsyncIteration, GeneratorExit) as swallowed:
            strip(swallowed)
        except BaseException as error:
            strip(error)
            raise
        finally:
            del self

    def check_open(self) -> None:
        """Rule: async-generator/awaitable-reuse"""
        if self.stage is DONE:
            raise RuntimeError(self.REUSED)

    def begin(self, name: str) -> None:
        """Rule: async-generator/already-running: one awaitable at a time."""
        if self.generator.running:
            if RULES.awaitables_checked or name != "anext":
                self.finish()
            raise RuntimeError(f"{name}(): asynchronous generator is already running")
        self.stage = ITER
        self.generator.running = True

    def finish(self) -> None:
        self.stage, self.state = DONE, CLOSED

    def advance(self, value: object, thrown: tuple[Any, ...] | None, ends: bool = True) -> Any:
        """Resume the generator.  Its ``yield`` or its end ends this awaitable; a value that an inner await yields is passed on.

        Rule: async-generator/yield-ends-asend
        """
        generator = self.generator
        self.state = 0
        try:
            try:
                value = generator.resume(value) if thrown is None else generator.throw_into(thrown)
            except BaseException as error:
                self.failed(error, ends)
                raise
            return self.settled(value, ends)
        finally:
            del self, generator, value, thrown  # lifetimes

    def failed(self, error: BaseException, ends: bool = True) -> None:
        """Called when the generator has raised an exception.  ends: this ends the awaitable as well.  Rule: async-generator/end"""
        generator = self.generator
        generator.exhausted |= isinstance(error, StopAsyncIteration | GeneratorExit)
        generator.running = None if generator.state == CLOSED else False
        if ends:
            self.finish()

    def settled(self, value: object, ends: bool = True) -> Any:
        """The result of a resumption: the generator has ended, or yielded an item, or an inner await has yielded a value."""
        generator = self.generator
        if generator.state == CLOSED:
            error = StopAsyncIteration()
            self.failed(error, ends)
            try:
                raise error
            finally:
                del self, generator, error
        if generator.item:
            generator.item = generator.running = False
            self.state = CLOSED
            if ends:
                self.stage = DONE
        try:
            return value
        finally:
            del self, generator, value


A = TypeVar("A", bound=Awaitable)


def step_of(kind: type[A], generator: AsyncGenerator, given: Any) -> A:
    """A new awaitable that has not started.  given: the value sent, or the arguments of ``athrow``, or None."""
    o: A = new(kind)
    o.generator, o.given, o.stage, o.state = generator, given, INIT, 0
    return o


class Asend(Awaitable):
    """The result of ``__anext__()`` and ``asend()``."""

    __slots__ = ()
    REUSED = "cannot reuse already awaited __anext__()/asend()"

    def run(self, _: object, value: object) -> Any:
        """As `advance`, but without calling it: this saves one host call for each generator in a chain of them."""
        generator = self.generator
        try:
            if self.stage is not ITER:
                self.check_open()
                value = self.given if value is None else value
                self.begin("anext")
            generator.running, self.state = True, 0
            try:
                known = generator.state > 0 or (generator.state == 0 and value is None)
                value = generator.run(generator, value) if known else generator.resume(value)
            except BaseException as error:
                self.failed(error)
                raise
            return self.settled(value)
        finally:
            del self, _, generator, value  # lifetimes: see `core.engine`

    def throw_into(self, thrown: tuple[Any, ...]) -> Any:
        self.check_open()
        if self.stage is INIT and RULES.awaitables_checked:
            self.begin("anext")
        try:
            return self.advance(None, thrown)
        finally:
            del self, thrown


class Athrow(Awaitable):
    """The result of ``athrow()`` and ``aclose()``; ``aclose()`` has None for its ``given``."""

    __slots__ = ()
    REUSED = "cannot reuse already awaited aclose()/athrow()"

    @property
    def name(self) -> str:
        return "aclose" if self.given is None else "athrow"

    def run(self, _: object, value: object) -> Any:
        self.check_open()
        if self.generator.state == CLOSED:
            self.finish()
            return None
        try:
            if self.stage is INIT:
                return self.start(value)
            # An athrow() that has ended after a suspension can be driven again (gh-117894).
            return self.closing(value, None) if self.given is None else self.advance(value, None, False)
        finally:
            del self, _, value

    def start(self, value: object) -> Any:
        """Rule: async-generator/athrow: GeneratorExit is thrown into the awaited object; it does not close it."""
        generator = self.generator
        if generator.running:
            self.begin(self.name)
        if generator.exhausted:
            self.finish()
            raise StopAsyncIteration
        if value is not None:
            raise RuntimeError("can't send non-None value to a just-started coroutine")
        self.begin(self.name)
        generator.closes_delegate = False
        try:
            if self.given is not None:
                value, self.given = self.given, ()
                count_thrown("athrow", value)  # type: ignore[arg-type]
                return self.advance(None, value)  # type: ignore[arg-type]
            generator.exhausted = True
            return self.closing(None, (GeneratorExit,))
        finally:
            generator.closes_delegate = True
            del self, generator, value

    def throw_into(self, thrown: tuple[Any, ...]) -> Any:
        self.check_open()
        if self.stage is INIT and RULES.awaitables_checked:
            self.begin(self.name)
        ends, generator = RULES.awaitables_checked, self.generator
        running = generator.running
        try:
            return self.closing(None, thrown, ends) if self.given is None else self.advance(None, thrown, ends)
        finally:
            if self.given is None and not ends and generator.state == CLOSED:
                generator.running = running  # until 3.12 an exception thrown into aclose() left it unchanged
            del self, generator, thrown

    def closing(self, value: object, thrown: tuple[Any, ...] | None, ends: bool = True) -> Any:
        """Resume the generator for ``aclose()``.

        Rule: async-generator/athrow-outcome: the generator's end is the end of aclose(); a yield is an error.
        """
        try:
            value = self.advance(value, thrown, ends)
            if self.state >= 0:
                return value
            self.stage = DONE
            raise RuntimeError("async generator ignored GeneratorExit")
        except (StopAsyncIteration, GeneratorExit) as swallowed:
            strip(swallowed)
            self.state = CLOSED
            return None
        finally:
            del self, value, thrown


def underway(generator: AsyncGenerator) -> Asend:
    """An awaitable for a generator that was resumed without one and has suspended in an inner await."""
    step = step_of(Asend, generator, None)
    step.stage = ITER
    return step


objects.SHARED.AsyncGenerator = AsyncGenerator
DELEGATES |= {id(Asend), id(Athrow)}
add_names(AsyncGenerator)
