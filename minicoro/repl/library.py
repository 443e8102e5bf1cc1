"""The few functions of asyncio that nearly every coroutine waits in, interpreted in a session.

A frame of the host's can be neither shown nor forked; ``asyncio.sleep`` would make every coroutine that sleeps such a one.
"""

import asyncio
import asyncio.tasks
import inspect
import textwrap
from types import FunctionType
from typing import Any

from minicoro.api import compile_source

_MADE: list[Any] = []
"""The functions whose code was taken: a walked one's code refers to its function, weakly, for names and flags."""


def interpret_sleep() -> None:
    """Let ``asyncio.sleep``, whoever has imported it, run through the interpreter from now on."""
    for name in ("__sleep0", "sleep"):
        interpret(getattr(asyncio.tasks, name))


def interpret(function: Any) -> None:
    """Let a function of a library run through the interpreter, under its own file and lines; its object stays."""
    assert isinstance(function, FunctionType)
    lines, first = inspect.getsourcelines(function)
    text = "\n" * (first - 1) + textwrap.dedent("".join(lines))
    made: dict[str, Any] = {}
    code: Any = compile_source(text, function.__code__.co_filename, "exec")
    exec(code, function.__globals__, made)
    _MADE.append(made[function.__name__])
    function.__code__ = _MADE[-1].__code__
