"""The objects that emitted code refers to: they are its constants, whatever names the program binds.

A code object may not refer to what refers to it, for the collector does not follow code objects.  So what is linked is
only the interpreter's own, and machines.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType
from typing import Any

from ..core import engine
from ..core.async_generators import AsyncGenerator, make_async_generator, underway
from ..core.machine import Kind, Machine
from ..core.objects import Coroutine, Generator, make_coroutine, make_generator
from ..core.operations import HELPERS
from .templates import MARK

UNBOUND: Any = object()
"""Kept in the place of a variable that was unbound where its frame suspended."""

FLAGS = {Kind.GENERATOR: 0x20, Kind.COROUTINE: 0x80, Kind.ASYNC_GENERATOR: 0x200}
"""CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR."""

MAKERS = {Kind.GENERATOR: "MakeGenerator", Kind.COROUTINE: "MakeCoroutine", Kind.ASYNC_GENERATOR: "MakeAsyncGenerator"}


class OwnIterator:
    """An iterator of the program's in a loop: iterating over this goes on with it, and asks it for no other."""

    __slots__ = ("iterator",)

    def __init__(self, iterator: Any) -> None:
        self.iterator = iterator

    def __iter__(self) -> Any:
        return self.iterator


BUILTIN_ITERATORS = {type(iter(kind())) for kind in (list, tuple, dict, set, str, bytes)} | {
    *(type(iter(range(0))), type(iter({}.values())), type(iter({}.items())), type(iter(range(1 << 99)))),
    *(type(reversed([])), enumerate, zip, map, filter, reversed),
}


def loop_iterator(iterable: Any) -> Any:
    """``iter(iterable)``, such that a host's ``for`` over it has no more to do than to advance it."""
    iterator = iter(iterable)
    if type(iterator) in BUILTIN_ITERATORS or type(iterator) is Generator:
        return iterator
    return OwnIterator(iterator)


def _number(label: int, count: int) -> int:
    return label - count if label >= count else label


def caught(o: Any, label: int, error: BaseException) -> int:
    """`engine.caught` by labels: where a state begins, or, if its handler is entered again, where it was."""
    count = len(o.machine.states)
    number = _number(label, count)
    found = engine.caught(o, number, error)
    return found if found < 0 else label if found == number else found + count


def depth(o: Any, label: int) -> int:
    """How many exceptions are being handled in a state."""
    return len(engine.handled(o, _number(label, len(o.machine.states))))


def inside(o: Any, label: int, level: int, error: BaseException) -> bool:
    """Whether a state belongs in the host's handler of ``error``, the exception handled at this level."""
    errors = engine.handled(o, _number(label, len(o.machine.states)))
    return len(errors) >= level and errors[level - 1] is error


def again(o: Any, label: int, level: int) -> BaseException:
    """The exception whose handler a state is in, to be raised once more."""
    errors = engine.handled(o, _number(label, len(o.machine.states)))
    return engine.again(o, errors[level])


LINKED: dict[str, Any] = {
    **HELPERS,
    "$iter": loop_iterator,
    "Again": again,
    "AsyncGenerator": AsyncGenerator,
    "BaseException": BaseException,
    "Caught": caught,
    "Coroutine": Coroutine,
    "Depth": depth,
    "Display": lambda value: sys.displayhook(value),
    "EndFinally": engine.end_finally,
    "Generator": Generator,
    "Inside": inside,
    "MakeAsyncGenerator": make_async_generator,
    "MakeCoroutine": make_coroutine,
    "MakeGenerator": make_generator,
    "NameError": NameError,
    "Reraised": engine.reraised,
    "Resumed": engine.resumed,
    "StopAsyncIteration": StopAsyncIteration,
    "SystemError": SystemError,
    "Take": engine.take,
    "Throw": engine.THROW,
    "Type": type,
    "Unbound": UNBOUND,
    "Underway": underway,
}
"""What a constant that begins with `MARK` stands for."""


def linked(code: CodeType, machines: list[Machine]) -> CodeType:
    """``code`` with the objects in the place of the constants that stand for them."""

    def replaced(constant: Any) -> Any:
        if isinstance(constant, CodeType):
            return linked(constant, machines)
        if type(constant) is str and constant.startswith(MARK):
            name = constant[len(MARK) :]
            return machines[int(name)] if name.isdecimal() else LINKED[name]
        return constant

    constants = tuple([replaced(constant) for constant in code.co_consts])
    return code.replace(co_consts=constants)


def mapped(code: CodeType, change: Callable[[CodeType], CodeType]) -> CodeType:
    """``code`` and all code objects in it, changed from the inside out."""
    constants = tuple([mapped(c, change) if isinstance(c, CodeType) else c for c in code.co_consts])
    return change(code.replace(co_consts=constants))
