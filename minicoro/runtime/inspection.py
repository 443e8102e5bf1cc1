"""Objects of the program, looked at: the machine behind one, where it stands, and what it waits for."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from types import CodeType

from minicoro.runtime.async_generator import Asend, Athrow
from minicoro.runtime.awaiting import ITERABLE
from minicoro.runtime.frames import FRAME_KEY
from minicoro.runtime.generator import CoroutineWrapper
from minicoro.runtime.machine import Delegate
from minicoro.runtime.status import Status
from minicoro.runtime.suspendable import Suspendable
from minicoro.runtime.unit import NAMESPACE, SUSPENDABLE, Unit, variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.runtime.machine import Machine
    from minicoro.runtime.unit import Frame


def unit_of(code: CodeType) -> Unit | None:
    """The unit behind a code object; None for a native one."""
    for constant in code.co_consts:
        if isinstance(constant, Unit):
            return constant
    return None


def machine_of(value: Any) -> Machine:
    """See `minicoro.machine`."""
    if isinstance(value, Suspendable):
        return value.machine
    function = getattr(value, "__func__", value)
    code = function if isinstance(function, CodeType) else getattr(function, "__code__", None)
    unit = unit_of(code) if isinstance(code, CodeType) else None
    if unit is None:
        raise TypeError(f"{value!r} is not of an interpreted program")
    if unit.kind not in SUSPENDABLE:
        raise TypeError(f"{value!r} is a plain function: it suspends nowhere and has no machine")
    return unit.states()


@dataclass(frozen=True)
class View:
    """What a suspended object is, at one moment.

    status: "created", "suspended", "running" or "closed".  state: the number of the machine's state that it is
    suspended in, if it is.  line: where it stands, None once closed.
    variables: the program's, by name; kept: the temporaries.  construct: "yield", "await", "yield from", "async for" or
    "async with", what it is suspended by; awaits: what it waits for, if for something.
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


def view(o: Any) -> View:
    """See `minicoro.view`."""
    if not isinstance(o, Suspendable):
        raise TypeError(f"{o!r} is no generator, coroutine or asynchronous generator of an interpreted program")
    suspended = o.standing() in (Status.SUSPENDED, Status.DELEGATING)
    frame: Frame = o.frame or {}
    exit = o.machine.states[o.state].exit if suspended else None
    return View(
        kind=o.KIND,
        qualname=o.names[1],
        status="suspended" if suspended else o.standing().name.lower(),
        filename=o.unit.filename,
        line=None if o.frame is None else o.shown_frame().f_lineno,
        state=o.state if suspended else None,
        construct=exit.construct if isinstance(exit, Delegate) else "yield" if suspended else None,
        awaits=o.awaited(),
        variables=variables(o.unit, frame),
        kept={name: value for name, value in frame.items() if name.startswith("$") and name not in _OURS},
    )


_OURS = (FRAME_KEY, NAMESPACE, ITERABLE)


def chain(o: Any) -> list[Any]:
    """See `minicoro.chain`."""
    found: list[Any] = []
    while o is not None and not any([o is one for one in found]):
        found.append(o)
        o = _awaited_by(o)
    return found


def _awaited_by(o: Any) -> Any:
    """What ``o`` waits for, the wrappers between them left out."""
    for name in ("cr_await", "gi_yieldfrom", "ag_await", "get_coro"):
        found = getattr(o, name, None)
        if found is not None:
            return _unwrapped(found() if name == "get_coro" else found)
    return None


_WRAPPERS = ("coroutine_wrapper", "async_generator_asend", "async_generator_athrow", "FutureIter")


def _unwrapped(o: Any) -> Any:
    """The coroutine, asynchronous generator or future behind the iterator that is driven."""
    if isinstance(o, CoroutineWrapper):
        return o._coroutine
    if isinstance(o, Asend | Athrow):
        return o.generator
    if type(o).__name__ in _WRAPPERS:
        for found in gc.get_referents(o):
            if hasattr(found, "_asyncio_future_blocking") or hasattr(found, "cr_await") or hasattr(found, "ag_await"):
                return found
    return o
