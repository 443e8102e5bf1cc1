"""Generators."""

from __future__ import annotations

import sys

from minicoro.late import late
from minicoro.runtime.borders import border
from minicoro.runtime.engine import resume
from minicoro.runtime.finalising import warn_unawaited
from minicoro.runtime.kind import Kind
from minicoro.runtime.shown import shown
from minicoro.runtime.status import Status
from minicoro.runtime.suspendable import ABSENT, Suspendable, no_keywords, parse_throw, wrong_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any, ClassVar

CREATED, RUNNING, SUSPENDED, DELEGATING, CLOSED = Status


class Generator(Suspendable):
    """What a generator function or generator expression gives (PEP 255, 342, 380)."""

    __slots__ = ()
    KIND: ClassVar[str] = "generator"

    def __iter__(self) -> Generator:
        return self

    def __next__(self) -> object:
        try:
            result = resume(self, None)
        except BaseException:
            border()
            raise
        if self.status is CLOSED:
            raise StopIteration if result is None else StopIteration(result)
        return result

    def send(self, value: object = ABSENT, /, *excess: object, **named: object) -> object:
        """Resume with ``value`` as the value of the ``yield``.  Rule: generator/send (PEP 342).

        Rule: stop-iteration/tuple-value
        """
        if named:
            raise no_keywords(self, "send")
        if value is ABSENT or excess:
            raise wrong_count(self, "send", len(excess) + (value is not ABSENT))
        try:
            result = resume(self, value)
        except BaseException:
            border()
            raise
        if self.status is CLOSED:
            raise StopIteration if result is None else StopIteration(result)
        return result

    def throw(self, *arguments: Any, **named: object) -> object:
        """Resume by raising at the ``yield``.  Rule: generator/throw (PEP 342)."""
        if named:
            raise no_keywords(self, "throw")
        thrown = parse_throw("throw", arguments)
        try:
            result = self.resume_throwing(thrown)
        except BaseException:
            border()
            raise
        finally:
            del thrown, arguments  # this frame may live on, behind one of a library that the exception has passed
        if self.status is CLOSED:
            raise StopIteration if result is None else StopIteration(result)
        return result

    def close(self, *excess: object, **named: object) -> object:
        """Raise GeneratorExit at the ``yield`` and expect the end.  Rule: generator/close (PEP 342)."""
        if named:
            raise no_keywords(self, "close")
        if excess:
            raise wrong_count(self, "close", len(excess), "no arguments")
        try:
            return self.shut()
        except BaseException:
            border()
            raise

    def __del__(self) -> None:
        """Rule: drop/closed, drop/created, drop/ignored-exit"""
        if self.status is CLOSED:
            return
        self.dropped()

    @shown
    def gi_code(self) -> CodeType:
        return self.code

    @shown
    def gi_frame(self) -> Any:
        return self.shown_frame()

    @shown
    def gi_running(self) -> bool:
        return self.standing() is RUNNING

    @shown
    def gi_suspended(self) -> bool:
        return self.standing() in (SUSPENDED, DELEGATING)

    @shown
    def gi_yieldfrom(self) -> Any:
        return self.awaited()


class _Unlisted(Kind):
    """Shows a class's line of descent without itself: abstract classes, which look for methods there, find none of it."""

    @property
    def __mro__(cls) -> tuple[type, ...]:  # noqa: N805
        return type.__dict__["__mro__"].__get__(cls)[1:]  # type: ignore[no-any-return]


class GeneratorCoroutine(Generator, metaclass=_Unlisted):
    """A generator whose function ``types.coroutine`` has marked: ``await`` takes it as it is.

    The host's own ``await``, in libraries, knows no other generators than its own: for it there is ``__await__``,
    which does not make it a ``collections.abc.Awaitable``: under CPython it is none either.
    """

    __slots__ = ()

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return Generator

    def __await__(self) -> GeneratorCoroutine:
        return self


class Coroutine(Suspendable):
    """What an ``async def`` function gives (PEP 492)."""

    __slots__ = ("cr_origin",)
    cr_origin: tuple[tuple[str, int, str], ...] | None
    KIND: ClassVar[str] = "coroutine"

    def __await__(self) -> CoroutineWrapper:
        return CoroutineWrapper(self)

    def ended(self, thrown: tuple[Any, ...] | None) -> object:
        """Rule: await/reuse: a coroutine runs once."""
        raise RuntimeError("cannot reuse already awaited coroutine")

    def send(self, value: object = ABSENT, /, *excess: object, **named: object) -> object:
        """Resume with ``value`` as the value of the innermost suspension.  Rule: coroutine/send (PEP 492)."""
        if named:
            raise no_keywords(self, "send")
        if value is ABSENT or excess:
            raise wrong_count(self, "send", len(excess) + (value is not ABSENT))
        try:
            result = resume(self, value)
        except BaseException:
            border()
            raise
        if self.status is CLOSED:
            raise StopIteration if result is None else StopIteration(result)
        return result

    def throw(self, *arguments: Any, **named: object) -> object:
        """Resume by raising at the innermost suspension.  Rule: coroutine/throw (PEP 492)."""
        if named:
            raise no_keywords(self, "throw")
        thrown = parse_throw("throw", arguments)
        try:
            result = self.resume_throwing(thrown)
        except BaseException:
            border()
            raise
        finally:
            del thrown, arguments  # this frame may live on, behind one of a library that the exception has passed
        if self.status is CLOSED:
            raise StopIteration if result is None else StopIteration(result)
        return result

    def close(self, *excess: object, **named: object) -> object:
        """Raise GeneratorExit where the coroutine is suspended.  Rule: coroutine/close (PEP 492)."""
        if named:
            raise no_keywords(self, "close")
        if excess:
            raise wrong_count(self, "close", len(excess), "no arguments")
        try:
            return self.shut()
        except BaseException:
            border()
            raise

    def __del__(self) -> None:
        """Rule: coroutine/never-awaited: a coroutine dropped before it started warns; a suspended one is closed.

        Rule: never-awaited/closed, never-awaited/begun
        """
        if self.status is CLOSED:
            return
        if self.status is CREATED:
            warn_unawaited(self)
            self.finish()
            return
        self.dropped()

    @shown
    def cr_code(self) -> CodeType:
        return self.code

    @shown
    def cr_frame(self) -> Any:
        return self.shown_frame()

    @shown
    def cr_running(self) -> bool:
        return self.standing() is RUNNING

    @shown
    def cr_suspended(self) -> bool:
        return self.standing() in (SUSPENDED, DELEGATING)

    @shown
    def cr_await(self) -> Any:
        return self.awaited()


class CoroutineWrapper:
    """What ``coroutine.__await__()`` gives: the coroutine as an iterator.  Rule: await/wrapper"""

    __slots__ = ("__weakref__", "_coroutine")

    def __init__(self, coroutine: Coroutine) -> None:
        self._coroutine = coroutine

    def __iter__(self) -> CoroutineWrapper:
        return self

    def __next__(self) -> object:
        try:
            return self._coroutine.send(None)
        except BaseException:
            border()
            raise

    def send(self, value: object = ABSENT, /, *excess: object, **named: object) -> object:
        if named:
            raise no_keywords(self, "send")
        if value is ABSENT or excess:
            raise wrong_count(self, "send", len(excess) + (value is not ABSENT))
        try:
            return self._coroutine.send(value)
        except BaseException:
            border()
            raise

    def throw(self, *arguments: Any, **named: object) -> object:
        if named:
            raise no_keywords(self, "throw")
        try:
            return self._coroutine.throw(*arguments)
        except BaseException:
            border()
            raise
        finally:
            del arguments  # as in `Coroutine.throw`

    def close(self, *excess: object, **named: object) -> object:
        if named:
            raise no_keywords(self, "close")
        if excess:
            raise wrong_count(self, "close", len(excess), "no arguments")
        return self._coroutine.close()

    def __reduce_ex__(self, protocol: object) -> Any:
        raise TypeError("cannot pickle 'coroutine_wrapper' object")

    def __repr__(self) -> str:
        return f"<coroutine_wrapper object at {id(self):#x}>"


def origin() -> tuple[tuple[str, int, str], ...]:
    """Where a coroutine that is being made is made.  Rule: coroutine/origin."""
    guest_stack = late("minicoro.runtime.frames", "guest_stack")

    stack = guest_stack(sys.get_coroutine_origin_tracking_depth())
    return tuple([(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name) for frame in stack])
