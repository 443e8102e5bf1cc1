"""Inspect objects of the program: the machine of an object, its state, its line, and the object that it awaits."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from types import CodeType
from typing import Any

from minicoro.compiled.linking import SUSPENDABLE_FLAGS, is_machine
from minicoro.core.async_generators import Asend, Athrow
from minicoro.core.engine import CLOSED, RUNNING
from minicoro.core.generators import CoroutineWrapper
from minicoro.core.machine import Delegate, Exit, Machine, Next
from minicoro.core.objects import Suspendable
from minicoro.exact import host_frames
from minicoro.exact.frames import frame_of
from minicoro.exact.lifetimes import tell_of_awaitables as tell_of_awaitables
from minicoro.tools.frames import is_suspendable, temporaries, variables
from minicoro.tools.whole import whole


def machines_of(code: CodeType) -> list[tuple[Machine, CodeType]]:
    """Every machine in a code object, in the order of the source, with the code that performs it."""
    found = []
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found += machines_of(constant)
        elif isinstance(constant, Machine) and is_machine(code):
            found.append((whole(constant), code))
    return found


def machine_of(value: Any) -> Machine:
    """See `minicoro.machine`."""
    if is_suspendable(value):
        return whole(value.machine)
    function = getattr(value, "__func__", value)
    code = function if isinstance(function, CodeType) else getattr(function, "__code__", None)
    if isinstance(code, CodeType) and (code.co_flags & SUSPENDABLE_FLAGS or is_machine(code)):
        for constant in code.co_consts:
            if isinstance(constant, Machine):
                return whole(constant)
    raise TypeError(f"{value!r} is no suspending function of an interpreted program: it has no machine")


@dataclass(frozen=True)
class View:
    """A suspended object at one moment.

    status: "created", "suspended", "running" or "closed".  state: the number of the machine's state in which it is suspended,
    or None.  line: the current line, None if it is closed.
    variables: the program's, by name; kept: the temporaries.  construct: "yield", "await", "yield from", "async for" or
    "async with", by which it is suspended; awaits: the object that it waits for, or None.
    """

    kind: str
    qualname: str
    status: str
    filename: str
    line: int | None
    state: int | None
    construct: str | None
    awaits: Any
    variables: dict[str, object]
    kept: dict[str, object]


def status_of(o: Suspendable) -> str:
    """Whether an object is "created", "suspended", "running" or "closed"."""
    return "running" if o.is_running() else {0: "created", CLOSED: "closed"}.get(o.state, "suspended")


def check(o: Any) -> None:
    """Raise TypeError if ``o`` is not a suspendable object of an interpreted program."""
    if not is_suspendable(o):
        raise TypeError(f"{o!r} is no generator, coroutine or asynchronous generator of an interpreted program")


def view(o: Any) -> View:
    """See `minicoro.view`."""
    check(o)
    status = status_of(o)
    exit = o.machine.states[o.state].exit if status == "suspended" else None
    return View(
        kind=o.KIND,
        qualname=o.run.__qualname__,
        status=status,
        filename=o.run.__code__.co_filename,
        line=line_of(o),
        state=o.state if exit else None,
        construct=exit.construct if isinstance(exit, Delegate) else "yield" if exit else None,
        awaits=o.awaited(),
        variables=variables(o),
        kept=temporaries(o),
    )


def line_of(o: Suspendable) -> int | None:
    """The current line of an object; None if it is closed."""
    if o.state == CLOSED:
        return None
    if o.state == RUNNING:
        return host_frames.line_shown(frame_of(o))
    return line_of_exit(o.machine.states[o.state].exit) or o.run.__code__.co_firstlineno


def line_of_exit(exit: Exit) -> int:
    """The line of the source code that an exit comes from; 0: none."""
    node = exit.item if isinstance(exit, Next) else None
    for field in ("node", "test", "pattern", "statement"):
        node = node or getattr(exit, field, None)
    return getattr(node, "lineno", 0)


def chain(o: Any) -> list[Any]:
    """See `minicoro.chain`."""
    found: list[Any] = []
    while o is not None and not any([o is one for one in found]):
        found.append(o)
        o = _awaited_by(o)
    return found


def _awaited_by(o: Any) -> Any:
    """The object that ``o`` waits for, behind any wrappers."""
    for name in ("cr_await", "gi_yieldfrom", "ag_await", "get_coro"):
        found = getattr(o, name, None)
        if found is not None:
            return unwrapped(found() if name == "get_coro" else found)
    return None


_WRAPPERS = ("coroutine_wrapper", "async_generator_asend", "async_generator_athrow", "FutureIter")


def unwrapped(o: Any) -> Any:
    """The coroutine, asynchronous generator or future behind a driven iterator."""
    if type(o) is CoroutineWrapper:
        return o._coroutine
    if type(o) in (Asend, Athrow):
        return o.generator
    if type(o).__name__ in _WRAPPERS:
        for found in gc.get_referents(o):
            if hasattr(found, "_asyncio_future_blocking") or hasattr(found, "cr_await") or hasattr(found, "ag_await"):
                return found
    return o
