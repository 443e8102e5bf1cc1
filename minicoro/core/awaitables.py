"""The operands that ``await``, ``yield from``, ``async for`` and the ``with`` statements accept, and their delegates.

The checks, their order and their messages are CPython's (Objects/genobject.c, Python/bytecodes.c).
"""

from __future__ import annotations

import types
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any, NamedTuple

from . import objects
from .classes import ABSENT, dict_of, looked_up
from .engine import Foreign, strip
from .generators import Coroutine, Driven, Generator
from .kinds import Imitation
from .objects import DELEGATES, type_name
from .versions import RULES

NATIVE_COROUTINE, NATIVE_GENERATOR = types.CoroutineType, types.GeneratorType
native_awaited: Callable[[Any], object] = vars(NATIVE_COROUTINE)["cr_await"].__get__
"""``cr_await`` of a coroutine of the host.  (`minicoro.exact.host_frames` shows programs another one, which is slower.)"""
ITERABLE_COROUTINE = 0x100
"""The flag that ``types.coroutine`` sets in the code object of a generator function: ``await`` accepts such a generator."""
SEQUENCES = (list, tuple, str, bytes)
"""Sequences that CPython 3.15 iterates over by index, without an iterator."""


def special_method(value: object, name: str) -> Any:
    """The special method as CPython looks it up: on the type, bound to the value; `ABSENT` if the type has none."""
    kind = type(value)
    found = dict_of(kind).get(name)
    if type(found) is FunctionType:  # the usual way; the general one finds the same
        return MethodType(found, value)
    found = looked_up(kind, name)
    bind = looked_up(type(found), "__get__")
    return found if bind is ABSENT else bind(found, value, kind)


def slot_method(value: object, name: str) -> Any:
    """As `special_method`; an error in getting the method is replaced (``slot_am_await``).  Rule: await/awaitable"""
    try:
        return special_method(value, name)
    except BaseException as error:
        if RULES.keeps_slot_errors and not isinstance(error, AttributeError):
            raise
    raise AttributeError(f"object {type_name(value)} does not have {name} method")


def as_delegate(iterator: Any) -> Any:
    """An iterator as a delegate: unchanged if it is of a class in `DELEGATES`, else in a `Foreign`."""
    return iterator if id(type(iterator)) in DELEGATES else Foreign(iterator)


def is_coroutine(value: Any) -> bool:
    """Whether ``await`` drives the value itself, without calling ``__await__``.  Rule: await/types-coroutine"""
    kind = type(value)
    if kind is Coroutine or kind is NATIVE_COROUTINE:
        return True
    if kind is Generator:
        return bool(value.run.__code__.co_flags & ITERABLE_COROUTINE)
    return kind is NATIVE_GENERATOR and bool(value.gi_code.co_flags & ITERABLE_COROUTINE)


def delegate_of_await(value: Any) -> Any:
    """The delegate for ``await value``; TypeError or RuntimeError if there is none.

    Rule: await/awaitable (PEP 492): a coroutine itself, else the result of ``__await__()``, which must be an iterator.
    Rule: await/already-awaited: a coroutine that is suspended in an ``await`` already cannot be awaited.
    """
    kind = type(value)
    # This ``if`` and the next one are for speed; `_iterator_of` finds the same.
    if kind is NATIVE_COROUTINE and native_awaited(value) is None:
        return Foreign(value)
    method = dict_of(kind).get("__await__")
    if type(method) is FunctionType and kind is not Coroutine:
        iterator = method(value)
        if type(iterator) is Generator and not is_coroutine(iterator):
            return iterator
        checked_await_result(value, iterator)
    else:
        iterator = _iterator_of(value)
    kind = type(iterator)
    if kind is Coroutine or kind is NATIVE_COROUTINE:
        if (iterator.awaited() if kind is Coroutine else native_awaited(iterator)) is not None:
            raise RuntimeError("coroutine is being awaited already")
    return iterator if id(kind) in DELEGATES else Foreign(iterator)  # `as_delegate`, without a call


class _HostAwait:
    """``__await__`` of generators: programs do not see it; an ``await`` or ``async for`` of the host does, and a host's object that the
    interpreter drives (`anext` with a default).

    Rule: await/types-coroutine
    """

    def __get__(self, o: Any, kind: type) -> Callable[[], Any]:
        if o is not None and objects.host_operation() in ("GET_AWAITABLE", "GET_ANEXT", "OWN"):
            return lambda: _iterator_of(o)
        owner = f"type object '{kind.__name__}'" if o is None else f"'{kind.__name__}' object"
        raise AttributeError(f"{owner} has no attribute '__await__'", name="__await__", obj=kind if o is None else o)


Driven.__await__ = _HostAwait()  # here `_check_methods` of collections.abc does not find it


def _iterator_of(value: Any) -> Any:
    """The iterator that ``await value`` drives: a coroutine itself, else the result of ``__await__()``.

    Rule: await/not-awaitable
    """
    if is_coroutine(value):
        return value
    method = ABSENT if type(value) is Generator else slot_method(value, "__await__")
    if method is ABSENT:
        kind = type_name(value)
        words = f"'{kind}' object can't be awaited" if RULES.short_await_words else None
        raise TypeError(words or f"object {kind} can't be used in 'await' expression")
    return checked_await_result(value, method())


def checked_await_result(value: Any, iterator: Any) -> Any:
    """The result of ``value.__await__()``, if it is an iterator; else TypeError.  Rule: await/await-result"""
    kind = type(iterator)
    if not is_coroutine(iterator) and ("__next__" in dict_of(kind) or looked_up(kind, "__next__") is not ABSENT):
        return iterator
    if RULES.await_names_method:
        found = "coroutine" if is_coroutine(iterator) else qualified(iterator)
        raise TypeError(f"{qualified(value)}.__await__() must return an iterator, not {found}")
    if is_coroutine(iterator):
        raise TypeError("__await__() returned a coroutine")
    raise TypeError(f"__await__() returned non-iterator of type '{type_name(iterator)}'")


def delegate_of_yield_from(value: Any, o: Any) -> Any:
    """The delegate for ``yield from value`` in the generator ``o``.

    Rule: yield-from/iterable, yield-from/shared, yield-from/sequence, yield-from/coroutine (PEP 492)
    """
    kind = type(value)
    if kind is Generator:
        return value
    if kind is Coroutine or kind is NATIVE_COROUTINE:
        if type(o) is Generator and not o.run.__code__.co_flags & ITERABLE_COROUTINE:
            raise TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator")
        return as_delegate(value)
    found = iter(value)
    if id(type(found)) in DELEGATES:
        return found
    return Foreign(found, value if RULES.delegates_to_sequence and any([kind is each for each in SEQUENCES]) else None)


def async_iterator_of(value: Any) -> Any:
    """The asynchronous iterator for ``async for``.  Rule: async-for/aiter (PEP 492)"""
    method = slot_method(value, "__aiter__")
    if method is ABSENT:
        raise TypeError(f"'async for' requires an object with __aiter__ method, got {type_name(value)}")
    found = method()
    if not _has(found, "__anext__"):
        text = "'async for' received an object from __aiter__ that does not implement __anext__: "
        raise TypeError(text + type_name(found))
    return found


def delegate_of_anext(iterator: Any) -> Any:
    """The delegate for one item of ``async for``.  Rule: async-for/anext"""
    method = slot_method(iterator, "__anext__")
    if method is ABSENT:
        raise TypeError(f"'async for' requires an iterator with __anext__ method, got {type_name(iterator)}")
    value = method()
    try:
        return as_delegate(_iterator_of(value))
    except BaseException as error:
        strip(error)
        text = f"'async for' received an invalid object from __anext__: {type_name(value)}"
        raise TypeError(text) from error


def delegate_of_async_with(value: Any, method: str) -> Any:
    """The delegate for the result of ``__aenter__()`` or ``__aexit__()``.  Rule: async-with/awaitable"""
    if not is_coroutine(value) and (type(value) is Generator or not _has(value, "__await__")):
        text = f"'async with' received an object from {method} that does not implement __await__: {type_name(value)}"
        raise TypeError(text)
    return delegate_of_await(value)


def methods(manager: object) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The bound ``__enter__`` and ``__exit__`` of a context manager.  Rule: with/protocol"""
    return _pair(manager, PLAIN, ASYNCHRONOUS)


def async_methods(manager: object) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """As `methods`, for ``async with``.  Rule: async-with/protocol"""
    return _pair(manager, ASYNCHRONOUS, PLAIN)


def qualified(value: object) -> str:
    """The name of a value's type with its module, as in messages from 3.14 on (``%T``)."""
    if not RULES.missed_exit_words:
        return type_name(value)
    kind = type(value)
    if Imitation in (kind, type(kind)) or kind.__module__ in ("builtins", "__main__"):
        return kind.__qualname__
    return f"{kind.__module__}.{kind.__qualname__}"


def _has(value: object, name: str) -> bool:
    """Whether the type has an attribute; no code of the program runs."""
    return looked_up(type(value), name) is not ABSENT


def _has_method(value: object, name: str) -> bool:
    """Whether the type has a descriptor by this name; no code of the program runs (``type_has_special_method``)."""
    found = looked_up(type(value), name)
    return found is not ABSENT and looked_up(type(found), "__get__") is not ABSENT


class Protocol(NamedTuple):
    """A protocol of context managers: its methods, its name, and the keyword of its statement."""

    methods: tuple[str, str]
    name: str
    keyword: str


PLAIN = Protocol(("__enter__", "__exit__"), "context manager", "with")
ASYNCHRONOUS = Protocol(("__aenter__", "__aexit__"), "asynchronous context manager", "async with")


def _pair(manager: object, wanted: Protocol, other: Protocol) -> tuple[Any, Any]:
    found, names = {}, wanted.methods
    for name in reversed(names) if RULES.exit_before_enter else names:
        found[name] = special_method(manager, name)
        if found[name] is ABSENT:
            text = f"'{qualified(manager)}' object does not support the {wanted.name} protocol"
            if name == names[1] or RULES.exit_before_enter:
                text += f" (missed {name} method)"
            if RULES.missed_exit_words and all([_has_method(manager, each) for each in other.methods]):
                text += f" but it supports the {other.name} protocol. Did you mean to use '{other.keyword}'?"
            raise TypeError(text)
    return found[names[0]], found[names[1]]
