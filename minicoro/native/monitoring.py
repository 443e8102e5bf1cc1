"""CPython's own events of functions that suspend (`sys.monitoring`, 3.12 and newer), with a free tool number."""

import sys
from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any

from minicoro.observe import places

GENERATOR, COROUTINE, ASYNC_GENERATOR = 0x20, 0x80, 0x200
SUSPENDS = GENERATOR | COROUTINE | ASYNC_GENERATOR
KINDS = {GENERATOR: "generator", COROUTINE: "coroutine", ASYNC_GENERATOR: "async generator"}

_monitoring: Any = getattr(sys, "monitoring", None)
_TOOLS = (4, 3)  # not those of the debugger, coverage, the profiler and the optimiser
_EVENTS = ("PY_START", "PY_RESUME", "PY_THROW", "PY_YIELD", "PY_RETURN", "PY_UNWIND")


class NotAvailableError(Exception):
    """This Python cannot be monitored, or all tool numbers are in use; the text says what to do."""


def ensure_available() -> None:
    """Raises NotAvailableError if this Python has no `sys.monitoring`."""
    if _monitoring is None:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise NotAvailableError(
            f"CPython {version} has no sys.monitoring: use 3.12 or newer, or `minicoro trace` without --native"
        )


class Monitoring:
    """Calls ``callbacks`` (by the names of `sys.monitoring.events`) until `stop`.  Raises NotAvailableError.

    on_request: the names of the events that are reported only for the code objects for which `watch` asks.
    """

    def __init__(self, callbacks: dict[str, Callable[..., object]], on_request: tuple[str, ...] = ()) -> None:
        ensure_available()
        free = [tool for tool in _TOOLS if _monitoring.get_tool(tool) is None]
        if not free:
            names = " and ".join([str(_monitoring.get_tool(tool)) for tool in _TOOLS])
            raise NotAvailableError(
                f"the tool numbers 3 and 4 of sys.monitoring are in use, by {names}: stop one of them"
            )
        self.tool = free[0]
        self._watched: dict[int, CodeType] = {}
        _monitoring.use_tool_id(self.tool, "minicoro")
        for name, callback in callbacks.items():
            _monitoring.register_callback(self.tool, getattr(_monitoring.events, name), callback)
        _monitoring.set_events(self.tool, _set_of([name for name in callbacks if name not in on_request]))
        _monitoring.restart_events()  # enable events that an earlier recording has disabled

    def watch(self, code: CodeType, names: tuple[str, ...]) -> None:
        """Report these events of a code object, to which this object then refers."""
        self._watched[id(code)] = code
        _monitoring.set_local_events(self.tool, code, _set_of(names))

    def forget(self, code: CodeType) -> None:
        """Undo `watch`."""
        del self._watched[id(code)]
        _monitoring.set_local_events(self.tool, code, 0)

    def stop(self) -> None:
        """Free the tool number; the program then runs as before."""
        _monitoring.set_events(self.tool, 0)
        for code in list(self._watched.values()):
            self.forget(code)
        for name in _EVENTS:
            _monitoring.register_callback(self.tool, getattr(_monitoring.events, name), None)
        _monitoring.free_tool_id(self.tool)


def _set_of(names: Iterable[str]) -> int:
    found = 0
    for name in names:
        found |= getattr(_monitoring.events, name)
    return found


DISABLE: Any = getattr(_monitoring, "DISABLE", None)


def disables_unwind() -> bool:
    """Whether a callback may return DISABLE for PY_THROW and PY_UNWIND: where these events can be those of one code object."""
    free = [tool for tool in _TOOLS if _monitoring.get_tool(tool) is None]
    if not free:
        return False
    _monitoring.use_tool_id(free[0], "minicoro")
    try:
        _monitoring.set_local_events(free[0], _set_of.__code__, _monitoring.events.PY_UNWIND)
        _monitoring.set_local_events(free[0], _set_of.__code__, 0)
        return True
    except ValueError:
        return False
    finally:
        _monitoring.free_tool_id(free[0])


def is_program(code: CodeType) -> bool:
    """Whether a code object belongs to the program: not to the standard library, an installed package or minicoro."""
    return not places.is_library(code.co_filename)


def is_foreign(code: CodeType) -> bool:
    """Whether a code object belongs to a library other than asyncio."""
    return not is_program(code) and "asyncio" not in code.co_filename


def is_library(filename: str) -> bool:
    """Whether a file belongs to the library of this Python or, by its path, of another Python (in a dump)."""
    return places.is_library(filename) or "/site-packages/" in filename or "/lib/python3" in filename


def delegates(code: CodeType, offset: int) -> bool:
    """Whether the suspension at ``offset`` is an ``await`` or ``yield from``, as the RESUME after it says."""
    after = code.co_code[offset + 3 : offset + 4]
    return bool(after) and after[0] & 3 in (2, 3)
