"""The suspendable kinds together: how one is made from a unit, and which type of the host it stands for."""

import collections.abc

import types
from typing import Any

from minicoro.runtime import awaiting
from minicoro.runtime.async_generator import AsyncGenerator
from minicoro.runtime.frames import real_getframe
from minicoro.runtime.generator import Coroutine, CoroutineWrapper, Generator, track_origin
from minicoro.runtime.unit import Frame, Unit, UnitKind

SHOWN_TYPES: dict[type, type] = {
    Generator: types.GeneratorType,
    Coroutine: types.CoroutineType,
    AsyncGenerator: types.AsyncGeneratorType,
}


def make(unit: Unit, frame: Frame) -> Any:
    """The suspended object of a call: just created, nothing of its body has run.

    Rule: call/suspendable: calling a generator function, coroutine function or asynchronous generator function runs
    nothing of its body.
    """
    caller = real_getframe(1)
    code = caller.f_code
    namespace = caller.f_globals
    if namespace is not unit.globals:
        unit = unit.rebound(namespace)
    if unit.kind is UnitKind.COROUTINE:
        coroutine = Coroutine(unit, frame, code)
        track_origin(coroutine)
        return coroutine
    if unit.kind is UnitKind.GENERATOR:
        if code.co_flags & 0x100:
            frame[awaiting.ITERABLE] = True
        return Generator(unit, frame, code)
    return AsyncGenerator(unit, frame, code)




awaiting.install_kinds(Generator=Generator, Coroutine=Coroutine, AsyncGenerator=AsyncGenerator)
collections.abc.Generator.register(Generator)
collections.abc.Coroutine.register(Coroutine)
collections.abc.AsyncGenerator.register(AsyncGenerator)

__all__ = ["SHOWN_TYPES", "CoroutineWrapper", "make"]
