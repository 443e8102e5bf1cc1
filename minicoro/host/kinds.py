"""The names in ``types`` mean our classes, so that programs and libraries take our objects for what they are."""

from __future__ import annotations

import collections.abc
import types
from typing import Any

from ..compiled import linking
from ..core import async_generators, awaitables, objects
from ..core.async_generators import AsyncGenerator
from ..core.kinds import stand_for
from ..core.objects import Coroutine, CoroutineWrapper, Generator, IterableCoroutine

_STANDING_FOR = {
    Generator: types.GeneratorType,
    IterableCoroutine: types.GeneratorType,
    Coroutine: types.CoroutineType,
    AsyncGenerator: types.AsyncGeneratorType,
}
_NAMES: dict[type, str] = {
    async_generators.Asend: "async_generator_asend",
    async_generators.Athrow: "async_generator_athrow",
    CoroutineWrapper: "coroutine_wrapper",
}
_host_coroutine = types.coroutine


def _coroutine(function: Any) -> Any:
    """``types.coroutine``: the generators of such a function may be awaited.  Rule: await/types-coroutine"""
    made = _host_coroutine(function)
    code = getattr(made, "__code__", None)
    if code is not None and code.co_flags & awaitables.ITERABLE_COROUTINE:
        constants = [
            objects.make_iterable_coroutine if c is objects.make_generator else IterableCoroutine if c is Generator else c
            for c in code.co_consts
        ]
        made.__code__ = linking.noted(code.replace(co_consts=tuple(constants)))
    return made


def install() -> None:
    """Let ``types`` and the abstract classes know our kinds, and these bear the names of the host's."""
    for known in (Generator, Coroutine, AsyncGenerator):
        getattr(collections.abc, known.__name__).register(known)
    for kind, host in _STANDING_FOR.items():
        stand_for(kind, host)
    types.GeneratorType, types.CoroutineType = Generator, Coroutine  # type: ignore[misc,assignment]
    types.AsyncGeneratorType = AsyncGenerator  # type: ignore[misc,assignment]
    for other, name in _NAMES.items():
        other.__name__ = other.__qualname__ = name
        other.__module__ = "builtins"
    types.coroutine = _coroutine  # type: ignore[assignment]
