"""Asynchronous generators and the awaitables of their methods (PEP 525), after Objects/genobject.c."""

from __future__ import annotations

import sys

from minicoro.late import late
from minicoro.records import Enum
from minicoro.runtime.borders import border
from minicoro.runtime.engine import resume
from minicoro.runtime.finalising import unraisable
from minicoro.runtime.shown import shown
from minicoro.runtime.status import Status
from minicoro.runtime.suspendable import (
    ABSENT,
    CONVERTS_AT_START,
    Suspendable,
    no_keywords,
    parse_throw,
    raise_converted,
    wrong_count,
)
from minicoro.runtime.traceback import strip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any, ClassVar

CREATED, RUNNING, SUSPENDED, DELEGATING, CLOSED = Status

_SINCE_3_13 = sys.version_info >= (3, 13)
IGNORED_EXIT = "async generator ignored GeneratorExit"


_DELEGATE = "$delegate"


class AsyncGenerator(Suspendable):
    """What an ``async def`` function with ``yield`` gives.

    running: one of its awaitables is under way.  exhausted: it has ended or is being closed.
    finaliser: the hook of the event loop, taken at the first iteration.
    handled: what its frame handles, while it has been handed to the hook.
    """

    __slots__ = ("closes_delegate", "exhausted", "finaliser", "handled", "hooked", "running")
    KIND: ClassVar[str] = "async generator"

    closes_delegate: bool  # type: ignore[misc]

    def begin(self, *args: Any) -> None:
        super().begin(*args)
        self.closes_delegate = True
        self.running = False
        self.exhausted = False
        self.hooked = False
        self.finaliser: Any = None
        self.handled: tuple[str, BaseException] | None = None

    def convert(self, error: BaseException, at_start: bool) -> None:
        """Rule: stop-iteration/async-generator (PEP 525): StopAsyncIteration is converted as well."""
        super().convert(error, at_start)
        if isinstance(error, StopAsyncIteration) and (not at_start or CONVERTS_AT_START):
            raise_converted(error, "async generator raised StopAsyncIteration")

    def _hook(self) -> None:
        """Rule: async-generator/hooks: the first iteration tells the event loop and takes its finaliser."""
        self.hooked = True
        hooks = sys.get_asyncgen_hooks()
        self.finaliser = hooks.finalizer
        if hooks.firstiter is not None:
            hooks.firstiter(self)

    def __aiter__(self) -> AsyncGenerator:
        return self

    def __anext__(self) -> Asend:
        if not self.hooked:
            self._hook()
        return Asend(self, None)

    def asend(self, value: object = ABSENT, /, *excess: object, **named: object) -> Asend:
        """Rule: async-generator/asend (PEP 525)."""
        if named:
            raise no_keywords(self, "asend")
        if value is ABSENT or excess:
            raise wrong_count(self, "asend", len(excess) + (value is not ABSENT))
        if not self.hooked:
            self._hook()
        return Asend(self, value)

    def athrow(self, *arguments: Any, **named: object) -> Athrow:
        """Rule: async-generator/athrow (PEP 525)."""
        if named:
            raise no_keywords(self, "athrow")
        thrown = parse_throw("athrow", arguments)
        if not self.hooked:
            self._hook()
        return Athrow(self, thrown)

    def aclose(self, *excess: object, **named: object) -> Athrow:
        """Rule: async-generator/aclose (PEP 525)."""
        if named:
            raise no_keywords(self, "aclose")
        if excess:
            raise wrong_count(self, "aclose", len(excess), "no arguments")
        if not self.hooked:
            self._hook()
        return Athrow(self, None)

    def __del__(self) -> None:
        """Rule: async-generator/finaliser: a dropped one that has begun is handed to the event loop's hook."""
        if self.status is CLOSED:
            return
        if self.finaliser is not None and not self.exhausted:
            try:
                self.finaliser(self)
            except BaseException as error:
                unraisable(error, self)
            if self.frame is not None:
                # If nobody takes it, or nobody takes it up, this is its end: the delegate belongs to its frame, and what
                # that handles to the object.
                self.frame[_DELEGATE] = self.delegate
                self.handled = self.forget_handled()
            return
        self.dropped()

    @shown
    def ag_code(self) -> CodeType:
        return self.code

    @shown
    def ag_frame(self) -> Any:
        return self.shown_frame()

    @shown
    def ag_running(self) -> bool:
        return self.running

    @shown
    def ag_await(self) -> Any:
        return self.awaited()

    def unwrap(self, result: object) -> object:
        """What an awaitable hands on: a yielded value ends it, as StopIteration; an inner await's value goes through.

        Rule: async-generator/yield-ends-asend
        """
        if self.status is SUSPENDED:
            self.running = False
            raise StopIteration if result is None else StopIteration(result)
        if self.status is CLOSED:
            self.end()
            raise StopAsyncIteration
        return result

    def resumed(self, value: object, thrown: tuple[Any, ...] | None) -> object:
        """Resume, sending or throwing."""
        self.take_up()
        return resume(self, value) if thrown is None else self.resume_throwing(thrown)

    def take_up(self) -> None:
        """Go on after having been handed to the hook."""
        if self.frame is not None:
            self.frame.pop(_DELEGATE, None)
            if self.handled is not None:
                variable, error = self.handled
                self.frame[variable] = error
                self.handled = None

    def end(self) -> None:
        """Rule: async-generator/end"""
        self.exhausted = True
        self.running = False

    def failed(self, error: BaseException) -> None:
        """Note an exception that left the generator."""
        if isinstance(error, StopAsyncIteration | GeneratorExit):
            self.exhausted = True
        self.running = False

    def returned_when_closed(self) -> None:
        """Rule: drop/async-generator-returns: its end is StopAsyncIteration, also where nobody awaits it."""
        raise StopAsyncIteration

    def ended(self, thrown: tuple[Any, ...] | None) -> object:
        if thrown is not None:
            return super().ended(thrown)
        return None


if sys.version_info >= (3, 12):

    def _ag_suspended(self: AsyncGenerator) -> bool:
        """Rule: versions/coroutine-suspended"""
        return self.status is SUSPENDED or self.status is DELEGATING

    AsyncGenerator.ag_suspended = shown(_ag_suspended)  # type: ignore[attr-defined]
    AsyncGenerator.ag_suspended.name = "ag_suspended"  # type: ignore[attr-defined]


class Stage(Enum):
    """The life of an awaitable."""

    INIT = 0
    ITER = 1
    CLOSED = 2


INIT, ITER, DONE = Stage


class _Awaitable:
    """What the awaitables of an asynchronous generator have in common."""

    __slots__ = ("__weakref__", "generator", "stage")
    REUSED: ClassVar[str] = ""

    def __init__(self, generator: AsyncGenerator) -> None:
        self.generator = generator
        self.stage = INIT

    def __await__(self) -> Any:
        return self

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> object:
        try:
            return self._send(None)
        except BaseException:
            border()
            raise

    def send(self, value: object = ABSENT, /, *excess: object, **named: object) -> object:
        if named:
            raise no_keywords(self, "send")
        if value is ABSENT or excess:
            raise wrong_count(self, "send", len(excess) + (value is not ABSENT))
        try:
            return self._send(value)
        except BaseException:
            border()
            raise

    def throw(self, *arguments: Any, **named: object) -> object:
        if named:
            raise no_keywords(self, "throw")
        thrown = parse_throw("throw", arguments)
        try:
            return self._throw(thrown)
        except BaseException:
            border()
            raise

    def close(self, *excess: object, **named: object) -> None:
        """Rule: async-generator/awaitable-close: from 3.13 by raising GeneratorExit in the generator (gh-117714)."""
        if named:
            raise no_keywords(self, "close")
        if excess:
            raise wrong_count(self, "close", len(excess), "no arguments")
        if not _SINCE_3_13:
            self.stage = DONE
            return
        if self.stage is DONE:
            return
        try:
            self._throw((GeneratorExit,))
        except (StopIteration, StopAsyncIteration, GeneratorExit) as swallowed:
            strip(swallowed)  # our frames, which hold it, would live on with it in a cycle
            return
        except BaseException:
            border()
            raise
        raise RuntimeError("coroutine ignored GeneratorExit")

    def _send(self, value: object) -> object:
        raise NotImplementedError

    def _throw(self, thrown: tuple[Any, ...]) -> object:
        raise NotImplementedError

    def _check_open(self) -> None:
        """Rule: async-generator/awaitable-reuse"""
        if self.stage is DONE:
            raise RuntimeError(self.REUSED)

    def _begin(self, name: str) -> None:
        """Rule: async-generator/already-running: one awaitable at a time."""
        if self.generator.running:
            if _SINCE_3_13 or name != "anext":
                self.stage = DONE
            raise RuntimeError(f"{name}(): asynchronous generator is already running")
        self.stage = ITER
        self.generator.running = True
        if self.generator.handled is not None:
            self.generator.take_up()

    def _unwrapped(self, value: object, thrown: tuple[Any, ...] | None, ends: bool) -> object:
        """Resume the generator; a yielded value or an exception ends this awaitable, if it ``ends``."""
        generator = self.generator
        try:
            return generator.unwrap(generator.resumed(value, thrown))
        except BaseException as error:
            generator.failed(error)
            if ends:
                self.stage = DONE
            raise


def _warn_method(generator: AsyncGenerator, method: str, source: object) -> None:
    """Rule: async-generator/method-never-awaited (3.13)."""
    warn = late("warnings", "warn")

    try:
        text = f"coroutine method {method!r} of {generator.names[1]!r} was never awaited"
        warn(text, RuntimeWarning, stacklevel=1, source=source)
    except BaseException as error:
        unraisable(error, source)


class Asend(_Awaitable):
    """What ``__anext__()`` and ``asend()`` give."""

    __slots__ = ("value",)
    REUSED: ClassVar[str] = "cannot reuse already awaited __anext__()/asend()"

    def __init__(self, generator: AsyncGenerator, value: object) -> None:  # all of it here: one for each item
        self.generator = generator
        self.stage = INIT
        self.value = value

    def advance(self, value: object) -> tuple[bool, object]:
        """As ``send``, for who awaits it here: (True, the item), or (False, what an inner await hands out).

        Rule: async-generator/yield-ends-asend
        """
        generator = self.generator
        if self.stage is not ITER:
            if self.stage is DONE:
                self._check_open()
            if value is None:
                value = self.value
            if generator.running:
                self._begin("anext")
            self.stage = ITER
        generator.running = True
        try:
            result = resume(generator, value)
            status = generator.status
            if status is DELEGATING:
                return False, result
            if status is CLOSED:
                raise StopAsyncIteration
        except BaseException as error:
            generator.failed(error)
            self.stage = DONE
            raise
        generator.running = False
        self.stage = DONE
        return True, result

    def _send(self, value: object) -> object:
        ended, result = self.advance(value)
        if ended:
            raise StopIteration if result is None else StopIteration(result)
        return result

    def _throw(self, thrown: tuple[Any, ...]) -> object:
        self._check_open()
        if self.stage is INIT and _SINCE_3_13:
            self._begin("anext")
        return self._unwrapped(None, thrown, True)

    def __repr__(self) -> str:
        return f"<async_generator_asend object at {id(self):#x}>"

    if sys.version_info >= (3, 13):

        def __del__(self) -> None:
            if self.stage is INIT:
                _warn_method(self.generator, "asend", self)


class Athrow(_Awaitable):
    """What ``athrow()`` and ``aclose()`` (with nothing to throw) give."""

    __slots__ = ("thrown",)
    REUSED: ClassVar[str] = "cannot reuse already awaited aclose()/athrow()"

    def __init__(self, generator: AsyncGenerator, thrown: tuple[Any, ...] | None) -> None:
        super().__init__(generator)
        self.thrown = thrown

    @property
    def closes(self) -> bool:
        return self.thrown is None

    @property
    def _name(self) -> str:
        return "aclose" if self.thrown is None else "athrow"

    def _send(self, value: object) -> object:
        generator = self.generator
        self._check_open()
        if generator.status is CLOSED:
            self.stage = DONE
            raise StopIteration
        if self.stage is INIT:
            return self._start(value)
        # An athrow() that has ended after a suspension can be driven again (gh-117894).
        return self._closing(value, None, True) if self.closes else self._unwrapped(value, None, False)

    def _start(self, value: object) -> object:
        generator = self.generator
        if generator.running:
            self._begin(self._name)
        if generator.exhausted:
            self.stage = DONE
            raise StopAsyncIteration
        if value is not None:
            raise RuntimeError("can't send non-None value to a just-started coroutine")
        self._begin(self._name)
        # GeneratorExit is thrown into what the generator awaits; it does not close it.
        generator.closes_delegate = False
        try:
            if self.thrown is not None:
                return self._unwrapped(None, self.thrown, True)
            generator.exhausted = True
            return self._closing(None, (GeneratorExit,), True)
        finally:
            generator.closes_delegate = True

    def _throw(self, thrown: tuple[Any, ...]) -> object:
        self._check_open()
        if self.stage is INIT and _SINCE_3_13:
            self._begin(self._name)
        return self._closing(None, thrown, _SINCE_3_13) if self.closes else self._unwrapped(None, thrown, _SINCE_3_13)

    def _closing(self, value: object, thrown: tuple[Any, ...] | None, ends: bool) -> object:
        """Resume the generator that is being closed; an exception ends this awaitable, if it ``ends``.

        Rule: async-generator/athrow-outcome: its end is the end of aclose(); a yield is an error.
        """
        generator = self.generator
        try:
            result = generator.resumed(value, thrown)
            if generator.status is CLOSED:
                raise StopAsyncIteration
        except BaseException as error:
            if ends:
                generator.running = False
                self.stage = DONE
            if not isinstance(error, StopAsyncIteration | GeneratorExit):
                raise
            strip(error)  # as in `_Awaitable.close`
        else:
            if generator.status is not SUSPENDED:
                return result
            generator.running = False
            self.stage = DONE
            raise RuntimeError(IGNORED_EXIT)
        raise StopIteration

    def __repr__(self) -> str:
        return f"<async_generator_athrow object at {id(self):#x}>"

    def __del__(self) -> None:
        if _SINCE_3_13 and self.stage is INIT:
            _warn_method(self.generator, self._name, self)


def _name_as(kind: type, name: str) -> None:
    """Let a class that stands for one written in C bear its name."""
    kind.__name__ = kind.__qualname__ = name
    kind.__module__ = "builtins"


_name_as(Asend, "async_generator_asend")
_name_as(Athrow, "async_generator_athrow")
