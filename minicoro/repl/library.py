"""Interpret the few functions of asyncio in which nearly every coroutine waits, in a session.

A frame of the host can be neither shown nor forked.  With the host's ``asyncio.sleep``, this would be so for every coroutine
that sleeps.
"""

import asyncio
import asyncio.tasks
import inspect
import textwrap
from types import FunctionType
from typing import Any

from minicoro.api import compile_source

_MADE: list[Any] = []
"""References to the functions whose code was taken: the code of a walked function has only a weak reference to it, for names and flags."""


def interpret_sleep() -> None:
    """Make ``asyncio.sleep`` run by the interpreter from now on, wherever it has been imported."""
    for name in ("__sleep0", "sleep"):
        interpret(getattr(asyncio.tasks, name))


def interpret(function: Any) -> None:
    """Make a function of a library run by the interpreter, with its own file and lines; the function object stays the same."""
    assert isinstance(function, FunctionType)
    lines, first = inspect.getsourcelines(function)
    text = "\n" * (first - 1) + textwrap.dedent("".join(lines))
    made: dict[str, Any] = {}
    code: Any = compile_source(text, function.__code__.co_filename, "exec")
    exec(code, function.__globals__, made)
    _MADE.append(made[function.__name__])
    function.__code__ = _MADE[-1].__code__
