"""Make the names in ``types`` mean the interpreter's classes, so that programs and libraries recognise its objects."""

from __future__ import annotations

import collections.abc
import types
from typing import Any

from ..compiled import linking
from ..core import awaitables
from ..core.async_generators import Asend, AsyncGenerator, Athrow
from ..core.generators import Coroutine, CoroutineWrapper, Generator
from ..core.kinds import imitate
from ..exact import host_frames

_KINDS: dict[str, Any] = {
    "generator": Generator,
    "coroutine": Coroutine,
    "async_generator": AsyncGenerator,
    "async_generator_asend": Asend,
    "async_generator_athrow": Athrow,
    "coroutine_wrapper": CoroutineWrapper,
}
"""The interpreter's classes by the names of the host's types."""
_host_coroutine = types.coroutine


def _marked(constant: Any) -> Any:
    """A constant; if it is the code that performs the machine, it gets the flag of ``types.coroutine``."""
    if type(constant) is types.CodeType and linking.is_machine(constant):
        return constant.replace(co_flags=constant.co_flags | awaitables.ITERABLE_COROUTINE)
    return constant


def _coroutine(function: Any) -> Any:
    """``types.coroutine``: the generators of such a function can be awaited.  Rule: await/types-coroutine"""
    made = _host_coroutine(function)
    code = getattr(made, "__code__", None)
    if code is not None and code.co_flags & awaitables.ITERABLE_COROUTINE and host_frames.is_maker(code):
        made.__code__ = linking.noted(code.replace(co_consts=tuple([_marked(constant) for constant in code.co_consts])))
    return made


def install() -> None:
    """Register the interpreter's classes in ``types`` and with the abstract classes, and make them look like the host's types."""
    for known in (Generator, Coroutine, AsyncGenerator):
        getattr(collections.abc, known.__name__).register(known)
    for host in object.__subclasses__():
        if host.__name__ in _KINDS and host.__module__ == "builtins":
            imitate(_KINDS[host.__name__], host)
    types.GeneratorType, types.CoroutineType = Generator, Coroutine  # type: ignore[misc,assignment]
    types.AsyncGeneratorType = AsyncGenerator  # type: ignore[misc,assignment]
    types.coroutine = _coroutine  # type: ignore[assignment]
