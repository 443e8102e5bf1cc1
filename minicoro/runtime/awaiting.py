"""The protocols of ``await``, ``yield from``, ``async for`` and ``async with``: what becomes a delegate, and how it
is driven.  The checks and their words are CPython's (Objects/genobject.c, Python/bytecodes.c)."""

from __future__ import annotations

import sys
import types

from minicoro.runtime.finalising import unraisable
from minicoro.runtime.kind import KINDS
from minicoro.runtime.operations import special
from minicoro.runtime.status import Status
from minicoro.runtime.traceback import raise_alone, strip
from minicoro.runtime.type_names import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.runtime.unit import Frame

_ITERABLE_COROUTINE = 0x100
ITERABLE = "$iterable coroutine"
"""In the frame of a generator that ``types.coroutine`` made a coroutine."""

NATIVE_GENERATOR = types.GeneratorType
NATIVE_COROUTINE = types.CoroutineType
NATIVE_ASYNC_GENERATOR = types.AsyncGeneratorType


_STOP_ENDS = sys.version_info >= (3, 12)


def install_kinds(generator: Any, generator_coroutine: Any, coroutine: Any, async_generator: Any, asend: Any) -> None:
    """Tell this module the suspendable classes, and what an asynchronous generator gives for its next item."""
    KINDS.asend = asend
    KINDS.generators = (generator, generator_coroutine)
    KINDS.coroutine = coroutine
    KINDS.async_generator = async_generator
    KINDS.driven = (coroutine, generator, generator_coroutine)


def is_coroutine(value: object) -> bool:
    """Whether ``await`` takes the value as it is: a coroutine, or a generator marked by ``types.coroutine``."""
    kind = type(value)
    if kind is KINDS.coroutine or kind is NATIVE_COROUTINE or kind is KINDS.generators[1]:
        return True
    return kind is NATIVE_GENERATOR and bool(value.gi_code.co_flags & _ITERABLE_COROUTINE)  # type: ignore[attr-defined]


def is_exact_coroutine(value: object) -> bool:
    return type(value) is KINDS.coroutine or type(value) is NATIVE_COROUTINE


_ABSENT = object()


def awaitable_iterator(value: Any) -> Any:
    """The iterator that ``await value`` drives.

    Rule: await/awaitable (PEP 492): a coroutine itself, else what ``__await__`` gives, which must be an iterator.
    Rule: await/already-awaited: a coroutine in which another is suspended cannot be awaited.
    """
    if type(value) is KINDS.coroutine:
        if value.status is Status.DELEGATING and value.standing() is Status.DELEGATING:
            raise RuntimeError("coroutine is being awaited already")
        return value
    iterator = _iterator_of(value)
    if type(iterator) is KINDS.generators[0]:
        return iterator
    if is_exact_coroutine(iterator) and iterator.cr_await is not None:
        raise RuntimeError("coroutine is being awaited already")
    return iterator


def _iterator_of(value: Any) -> Any:
    """Rule: await/not-awaitable, await/await-result, await/types-coroutine"""
    if is_coroutine(value):
        return value
    method: Any = special(value, "__await__", _ABSENT)
    if method is _ABSENT:
        raise TypeError(f"object {type_name(value)} can't be used in 'await' expression")
    iterator = method()  # which is an error in the host's words where a class has set it to None
    if type(iterator) is KINDS.generators[0]:
        return iterator
    if is_coroutine(iterator):
        raise TypeError("__await__() returned a coroutine")
    if not hasattr(type(iterator), "__next__"):
        raise TypeError(f"__await__() returned non-iterator of type '{type_name(iterator)}'")
    return iterator


def async_with_iterator(value: Any, method: str) -> Any:
    """The iterator for what ``__aenter__`` or ``__aexit__`` gave.  Rule: async-with/awaitable."""
    if not is_coroutine(value) and special(value, "__await__", _ABSENT) is _ABSENT:
        text = f"'async with' received an object from {method} that does not implement __await__: {type_name(value)}"
        raise TypeError(text)
    return awaitable_iterator(value)


def yield_from_iterator(value: Any, frame: Frame) -> Any:
    """The iterator that ``yield from value`` drives.  Rule: yield-from/coroutine (PEP 492).

    Rule: yield-from/shared
    """
    kind = type(value)
    if kind in KINDS.generators:
        return value
    if kind is KINDS.coroutine or kind is NATIVE_COROUTINE:
        if ITERABLE not in frame:
            raise TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator")
        return value
    return iter(value)


def async_iterator(value: Any) -> Any:
    """What ``async for`` iterates over.  Rule: async-for/aiter (PEP 492)."""
    method = special(value, "__aiter__")
    if method is None:
        raise TypeError(f"'async for' requires an object with __aiter__ method, got {type_name(value)}")
    iterator = method()
    if special(iterator, "__anext__") is None:
        text = "'async for' received an object from __aiter__ that does not implement __anext__: "
        raise TypeError(text + type_name(iterator))
    return iterator


def next_awaitable(iterator: Any) -> Any:
    """The delegate for one round of ``async for``.  Rule: async-for/anext."""
    if type(iterator) is KINDS.async_generator:
        return iterator.__anext__()
    method = special(iterator, "__anext__")
    if method is None:
        raise TypeError(f"'async for' requires an iterator with __anext__ method, got {type_name(iterator)}")
    value = method()
    try:
        return _iterator_of(value)
    except BaseException as error:
        strip(error)
        text = f"'async for' received an invalid object from __anext__: {type_name(value)}"
        raise TypeError(text) from error


def is_stop_async_iteration(error: BaseException) -> bool:
    return isinstance(error, StopAsyncIteration)


def drive(delegate: Any, value: object) -> tuple[bool, Any]:
    """Send ``value`` to a delegate that is none of ours: (False, what it handed out) or (True, what it returned).

    Rule: yield-from/send (PEP 380): ``__next__`` for None, else ``send``.
    """
    kind = type(delegate)
    try:
        if value is None and kind is not NATIVE_COROUTINE:
            return False, kind.__next__(delegate)
        return False, delegate.send(value)
    except StopIteration as stop:
        return True, stop.value


class Prepared(tuple[object, ...]):
    """The arguments of a ``throw`` with the delegate's method for it, looked up already; None if it has none."""

    method: Callable[..., object] | None


def prepared(delegate: Any, thrown: tuple[Any, ...]) -> tuple[Any, ...]:
    """Look up the delegate's ``throw``.

    Rule: yield-from/throw-lookup: an error of this comes out of the outer ``throw``; the frame stays suspended.
    """
    if type(delegate) in KINDS.driven:
        return thrown
    found = Prepared(thrown)
    found.method = getattr(delegate, "throw", None)
    return found


def throw_into(delegate: Any, thrown: tuple[Any, ...]) -> tuple[bool, Any]:
    """Throw into a delegate, as `drive` sends; with no delegate, or one without ``throw``, raise it here.

    Rule: yield-from/throw (PEP 380): GeneratorExit has closed the delegate instead (see `Suspendable.resume_throwing`).
    """
    if delegate is None:
        return _raise_here(normalise(thrown))
    kind = type(delegate)
    try:
        if kind in KINDS.driven:
            result = delegate.resume_throwing(thrown)
            return delegate.status is Status.CLOSED, result
        if isinstance(thrown, Prepared):
            method = thrown.method
            thrown.method = None  # whoever resumes has the arguments, and would keep the delegate
        else:
            method = getattr(delegate, "throw", None)
        if method is not None:
            return False, method(*thrown)
    except StopIteration as stop:
        return True, stop.value
    else:
        return _raise_here(normalise(thrown))
    finally:
        del thrown  # this frame may live on, behind one of a library that the exception has passed


def _raise_here(error: BaseException) -> tuple[bool, Any]:
    """Raise at the ``yield from`` or ``await`` itself.

    From 3.12 a thrown StopIteration is taken for the delegate's end there.
    """
    if _STOP_ENDS and isinstance(error, StopIteration):
        return True, error.value
    return raise_alone(error)


def close_delegate_of(delegate: Any) -> None:
    """Close a delegate, if it can be closed.  Rule: yield-from/close (PEP 380)."""
    try:
        method: Callable[[], object] | None = getattr(delegate, "close", None)
    except BaseException as error:
        unraisable(error, delegate)
        return
    if method is not None:
        method()


def normalise(thrown: tuple[object, ...]) -> BaseException:
    """The exception that ``throw(*thrown)`` raises: if its constructor fails, what that raises.

    Rule: throw/arguments.  TypeError in CPython's words.
    """
    kind = thrown[0]
    value = thrown[1] if len(thrown) > 1 else None
    traceback = thrown[2] if len(thrown) > 2 else None
    if traceback is not None and not isinstance(traceback, types.TracebackType):
        raise TypeError("throw() third argument must be a traceback object")
    if isinstance(kind, type) and issubclass(kind, BaseException):
        try:
            error = _instance(kind, value)
        except BaseException as failure:
            strip(failure)
            return failure
        return error if traceback is None else error.with_traceback(traceback)
    if isinstance(kind, BaseException):
        if value is not None:
            raise TypeError("instance exception may not have a separate value")
        return kind if traceback is None else kind.with_traceback(traceback)
    text = f"exceptions must be classes or instances deriving from BaseException, not {type_name(kind)}"
    raise TypeError(text)


def _instance(kind: type[BaseException], value: Any) -> BaseException:
    if isinstance(value, kind):
        return value
    arguments = value if isinstance(value, tuple) else () if value is None else (value,)
    made = kind(*arguments)
    if not isinstance(made, BaseException):
        raise TypeError(f"calling {kind} should have returned an instance of BaseException, not {type_name(made)}")
    return made
