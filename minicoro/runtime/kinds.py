"""The suspendable kinds together: how one is made from a unit, and that they stand for the host's."""

from __future__ import annotations

import _collections_abc
import sys
import types

from minicoro.runtime import async_generator, awaiting
from minicoro.runtime.async_generator import AsyncGenerator
from minicoro.runtime.frames import NATIVE_FRAME, GuestFrame, real_getframe
from minicoro.runtime.generator import Coroutine, CoroutineWrapper, Generator, GeneratorCoroutine, origin
from minicoro.runtime.kind import finish, stand_for
from minicoro.runtime.loading import adjust
from minicoro.runtime.suspendable import add_names, copied
from minicoro.runtime.synth import CO_ITERABLE_COROUTINE
from minicoro.runtime.unit import UnitKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.runtime.unit import Frame, Unit

_new = object.__new__
_origin_depth = sys.get_coroutine_origin_tracking_depth


def make(unit: Unit, frame: Frame, namespace: dict[str, Any]) -> Any:
    """The suspended object of a call: just created, nothing of its body has run.

    Rule: call/suspendable: calling a generator function, coroutine function or asynchronous generator function runs
    nothing of its body.
    """
    if namespace is not unit.globals:
        unit = unit.rebound(namespace)
    kind = unit.kind
    if kind is UnitKind.COROUTINE:
        coroutine = _new(Coroutine)
        coroutine.begin(unit, frame, unit.code)
        coroutine.cr_origin = origin() if _origin_depth() else None
        return coroutine
    if kind is UnitKind.ASYNC_GENERATOR:
        asynchronous = _new(AsyncGenerator)
        asynchronous.begin(unit, frame, unit.code)
        return asynchronous
    code = real_getframe(1).f_code  # not always the unit's: types.coroutine makes the function another
    if code.co_flags & CO_ITERABLE_COROUTINE:
        frame[awaiting.ITERABLE] = True
        generator: Generator = _new(GeneratorCoroutine)
    else:
        generator = _new(Generator)
    generator.begin(unit, frame, code)
    return generator


def make_of_module(unit: Unit, frame: Frame) -> Coroutine:
    """The coroutine of a module body or interactive input that awaits; it is called ``<module>``, as in CPython."""
    coroutine: Coroutine = _new(Coroutine)
    coroutine.begin(unit, frame, unit.code)
    coroutine.cr_origin = origin() if _origin_depth() else None
    return coroutine


def install() -> None:
    """Let the names in ``types`` mean our classes, whose ``isinstance`` takes the host's objects as well.

    Then ``type(coroutine) is types.CoroutineType`` holds in the program, and libraries that ask the ``types`` module
    accept both kinds.
    """
    types.GeneratorType = Generator  # type: ignore[misc,assignment]
    types.CoroutineType = Coroutine  # type: ignore[misc,assignment]
    types.AsyncGeneratorType = AsyncGenerator  # type: ignore[misc,assignment]
    types.FrameType = GuestFrame  # type: ignore[misc,assignment]
    adjust("copy", _adjust)


def _adjust(copy: Any) -> None:
    for kind in (Generator, GeneratorCoroutine, Coroutine, AsyncGenerator):
        copy._copy_dispatch[kind] = copied


for _suspendable, _host in (
    (Generator, awaiting.NATIVE_GENERATOR),
    (GeneratorCoroutine, awaiting.NATIVE_GENERATOR),
    (Coroutine, awaiting.NATIVE_COROUTINE),
    (AsyncGenerator, awaiting.NATIVE_ASYNC_GENERATOR),
):
    stand_for(_suspendable, _host)
    add_names(_suspendable, _host)
stand_for(GuestFrame, NATIVE_FRAME)
for _kind, _name in (
    (CoroutineWrapper, "coroutine_wrapper"),
    (async_generator.Asend, "async_generator_asend"),
    (async_generator.Athrow, "async_generator_athrow"),
):
    _kind.__name__ = _kind.__qualname__ = _name
    _kind.__module__ = "builtins"

awaiting.install_kinds(Generator, GeneratorCoroutine, Coroutine, AsyncGenerator, async_generator.Asend)
for _finished in (Generator, GeneratorCoroutine, Coroutine, AsyncGenerator, GuestFrame):
    finish(_finished)
_collections_abc.Generator.register(Generator)
_collections_abc.Coroutine.register(Coroutine)
_collections_abc.AsyncGenerator.register(AsyncGenerator)
