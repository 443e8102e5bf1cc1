"""``sys.monitoring`` (3.12): a program's tools get the events of its own code, as under CPython.

The host monitors the functions that perform machines.  It reports a start and a return for each resumption; the program gets
PY_RESUME, PY_THROW and PY_YIELD for them.  Events of the interpreter's own code, and of code without a line, are omitted.
``cProfile`` uses ``sys.monitoring`` as well.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from collections.abc import Callable
from functools import partial
from types import CodeType, FrameType, SimpleNamespace
from typing import Any

from ..compiled.linking import is_machine
from ..core.engine import REHANDLE, THROW, THROWN, UNCHANGED, reraised
from ..core.line_table import line_at
from . import host_frames
from .host_frames import is_maker, is_passed, real_getframe, variable
from .stand_ins import replace
from .variables import host_code

MONITORING: Any = getattr(sys, "monitoring", None)
if MONITORING is not None:
    EVENTS, DISABLE = MONITORING.events, MONITORING.DISABLE
    TRANSLATED = {
        EVENTS.PY_RESUME: EVENTS.PY_START,
        EVENTS.PY_THROW: EVENTS.PY_START,
        EVENTS.PY_YIELD: EVENTS.PY_RETURN,
        EVENTS.LINE: EVENTS.PY_START,
        EVENTS.RERAISE: EVENTS.RAISE,
    }
    """By event of the program, the host's event that is needed for it."""
    SELECTED = {*TRANSLATED, *TRANSLATED.values()}
    """Events that the host may report although the program has not asked for them."""
    ALWAYS = EVENTS.PY_THROW | EVENTS.PY_UNWIND | EVENTS.RAISE | EVENTS.RERAISE | EVENTS.EXCEPTION_HANDLED
    ALWAYS |= EVENTS.C_RETURN | EVENTS.C_RAISE
    """Events that cannot be disabled for one instruction."""
    IN_WALK = EVENTS.PY_START, EVENTS.PY_RETURN, EVENTS.PY_UNWIND
    """The events of walked code: the host does not run its lines."""

OWN_CALLS = (iter, next, type)
"""Builtins that a machine's code calls without naming them."""
Callback = Callable[..., Any]
_callbacks: dict[tuple[int, int], Callback] = {}
"""The program's callbacks, by tool and event."""
_wanted: dict[tuple[int, int], tuple[int, CodeType | None]] = {}
"""The program's sets of events, with the code object, by tool and ``id`` of the code object; None: the global set.

To hash a code object takes longer than to call a callback.
"""
_told: dict[int, tuple[int | None, tuple[int, int]]] = {}
"""By ``id`` of a machine's frame, the line of its last line event, with the state and the host's instruction."""
_disabled: dict[tuple[int, int, int, int], CodeType] = {}
"""The code objects in which a callback has disabled a translated event, by tool, event, ``id`` of the code object and instruction."""
_silent: set[int] = set()
"""Threads that run `untold` functions."""

_host: Any = SimpleNamespace(**vars(MONITORING)) if MONITORING is not None else None
"""The host's functions."""


def _tell(tool: int, event: int, code: CodeType, *given: Any) -> Any:
    """The host's callback: call the program's callback for the event that CPython would report."""
    if _silent and get_ident() in _silent:
        return None
    if type(code) is not CodeType:  # an event that a C library sends
        return _called(tool, event, code, *given)
    if event not in IN_WALK and host_frames.is_walked(code):
        return None if event & ALWAYS else DISABLE
    if is_machine(code):
        _tell_of_machine(tool, event, code, given)
        return None
    if is_passed(code) or is_maker(code):
        return None if event & ALWAYS else DISABLE
    return _called(tool, event, code, *given) if _is_wanted(tool, event, code) else None


def _tell_of_machine(tool: int, event: int, code: CodeType, given: tuple[Any, ...]) -> None:
    """Translate an event of a function that performs a machine, and call the program's callback."""
    frame = real_getframe(2)
    event, given = _translated(tool, event, frame, given)
    place = (tool, event, id(code), given[0])
    if event and _is_wanted(tool, event, code) and place not in _disabled:
        if _called(tool, event, host_frames.f_code_seen(frame), *given) is DISABLE:
            _disabled[place] = code


def untold(function: Callback, *given: Any) -> Any:
    """``function(*given)`` for a function of the interpreter: the library's functions that it calls cause no events.

    It calls no `untold` function, and no code of the program.
    """
    _silent.add(get_ident())
    try:
        return function(*given)
    finally:
        _silent.discard(get_ident())


def _called(tool: int, event: int, *given: Any) -> Any:
    callback = _callbacks.get((tool, event))
    return None if callback is None else callback(*given)


def _is_wanted(tool: int, event: int, code: CodeType) -> bool:
    return bool((_wanted_in(tool, None) | _wanted_in(tool, code)) & event) or event not in SELECTED


def _wanted_in(tool: int, code: CodeType | None) -> int:
    """The program's set of events for a code object; None: the global set."""
    return _wanted.get((tool, id(code)), (0, None))[0]


def _translated(tool: int, event: int, frame: FrameType, given: tuple[Any, ...]) -> tuple[int, tuple[Any, ...]]:
    """The program's event for an event of a function that performs a machine; 0: there is none."""
    if event in (EVENTS.CALL, EVENTS.C_RETURN, EVENTS.C_RAISE) and _is_own_call(host_code(frame), given[1]):
        return 0, given
    o = variable(frame, "$o")
    if event == EVENTS.PY_RETURN:  # a suspension: no variable of the frame refers to the object any more
        has_suspended = not host_frames.is_walked(host_code(frame)) if o is None else o.state >= 0
        return (EVENTS.PY_YIELD if has_suspended else event), given
    if event == EVENTS.PY_START:
        if (tool, EVENTS.LINE) in _callbacks:
            _told[id(frame)] = host_frames.line_of_resumption(frame), (o.state, frame.f_lasti)
        if variable(frame, "$sent") is THROW:
            return EVENTS.PY_THROW, (*given, o.error)
        return (EVENTS.PY_RESUME if o.state > 0 else event), given
    if event == EVENTS.LINE:  # the host tells a line again for each state that it goes on in
        line, before = _told.get(id(frame), (None, (0, 0)))
        place = (variable(frame, "$state") or 0) % len(o.machine.states), frame.f_lasti
        _told[id(frame)] = given[0], place
        return (0 if given[0] == line and place > before else event), given
    if event in (EVENTS.RAISE, EVENTS.EXCEPTION_HANDLED):
        return _of_exception(event, frame, o, given), given
    if event == EVENTS.RERAISE and o is not None and (reraised(o) or (None, None))[1] is UNCHANGED:
        return event, given
    return (event if event == EVENTS.PY_UNWIND or line_at(host_code(frame), frame.f_lasti) is not None else 0), given


def _of_exception(event: int, frame: FrameType, o: Any, given: tuple[Any, ...]) -> int:
    """The program's event for RAISE and EXCEPTION_HANDLED.  Each machine handles all exceptions to find the program's handler."""
    if o is None:
        return 0
    raised = reraised(o)
    again = raised is not None and raised[0] is given[1] and raised[1] is not THROWN
    if again and raised[1] is REHANDLE:  # a handler is entered once more
        return 0
    if event == EVENTS.EXCEPTION_HANDLED:
        label = variable(frame, "$state")
        if label >= 0 and o.machine.states[label % len(o.machine.states)].region is not None:
            return event
        # A handler inside of a step of the machine: the instruction behind its first one has a line.
        return event if line_at(host_code(frame), frame.f_lasti + 2) is not None else 0
    if again:
        return EVENTS.RERAISE  # type: ignore[no-any-return]
    return event if line_at(host_code(frame), frame.f_lasti) is not None else 0


def _is_own_call(code: CodeType, called: Any) -> bool:
    """Whether a machine's code makes a call that the program does not make."""
    inner = getattr(called, "__code__", None)
    if type(inner) is CodeType:
        return is_passed(inner) or is_machine(inner)
    return called in OWN_CALLS and called.__name__ not in code.co_names


def _host_events(events: int) -> int:
    """The events that the host has to report for the program's events."""
    return events | sum({int(source) for event, source in TRANSLATED.items() if events & event and not events & source})


def register_callback(tool: int, event: int, function: Any, /) -> Any:
    """``sys.monitoring.register_callback``"""
    _host.register_callback(tool, event, function)  # raises the host's errors
    before = _callbacks.pop((tool, event), None)
    if function is not None:
        _callbacks[tool, event] = function
    for needed in {event, TRANSLATED.get(event, event)}:
        users = [needed, *[each for each, source in TRANSLATED.items() if source == needed]]
        is_used = any([(tool, each) in _callbacks for each in users])
        _host.register_callback(tool, needed, partial(_tell, tool, needed) if is_used else None)
    return before


def _clear(name: str, tool: int) -> None:
    """Call a function of the host that ends a tool, and forget the callbacks that it has removed (3.14: all)."""
    getattr(_host, name)(tool)
    for event in [event for known, event in _callbacks if known == tool]:
        kept = _host.register_callback(tool, event, None)
        if kept is None:
            del _callbacks[tool, event]
        else:
            _host.register_callback(tool, event, kept)


def clear_tool_id(tool: int, /) -> None:
    """``sys.monitoring.clear_tool_id`` (3.14)"""
    _clear("clear_tool_id", tool)


def free_tool_id(tool: int, /) -> None:
    """``sys.monitoring.free_tool_id``"""
    _clear("free_tool_id", tool)


def _want(tool: int, code: CodeType | None, events: int) -> None:
    """Note the program's set of events; an empty one refers to no code object."""
    if events:
        _wanted[tool, id(code)] = events, code
    else:
        _wanted.pop((tool, id(code)), None)


def set_events(tool: int, events: int, /) -> None:
    """``sys.monitoring.set_events``"""
    _host.set_events(tool, _host_events(events))
    _want(tool, None, _host.get_events(tool) & (events | ~sum(SELECTED)))


def get_events(tool: int, /) -> int:
    """``sys.monitoring.get_events``"""
    return _wanted_in(tool, None) if _host.get_events(tool) else 0


def set_local_events(tool: int, code: CodeType, events: int, /) -> None:
    """``sys.monitoring.set_local_events``"""
    if type(code) is CodeType:
        code = host_frames.performing(code)
        _host.set_local_events(tool, code, _host_events(events))
        _want(tool, code, _host.get_local_events(tool, code) & (events | ~sum(SELECTED)))
    else:
        _host.set_local_events(tool, code, events)  # raises the host's error


def get_local_events(tool: int, code: CodeType, /) -> int:
    """``sys.monitoring.get_local_events``"""
    if type(code) is CodeType:
        code = host_frames.performing(code)
    return _wanted_in(tool, code) if _host.get_local_events(tool, code) else 0


def restart_events() -> None:
    """``sys.monitoring.restart_events``"""
    _disabled.clear()
    _host.restart_events()


def is_unwinding() -> bool:
    """Whether a tool, such as ``cProfile``, gets PY_UNWIND (``_PyEval_NoToolsForUnwind``).  Rule: close/generator-exit"""
    if not _wanted:  # no tool gets any event
        return False
    used = [tool for tool in range(6) if MONITORING.get_tool(tool) is not None]
    return any([_host.get_events(tool) & EVENTS.PY_UNWIND for tool in used])


def _for_programs(act: Callback) -> Callback:
    """What replaces a host's function; the interpreter's own code gets the host's."""
    host = getattr(_host, act.__name__)
    return lambda caller, *given: (host if host_frames.is_own(caller) else act)(*given)


def install() -> None:
    """Give the program's tools the events of its own code."""
    if MONITORING is not None:
        acts: list[Any] = [
            register_callback,
            set_events,
            get_events,
            set_local_events,
            get_local_events,
            restart_events,
        ]
        acts += [free_tool_id, *([clear_tool_id] if hasattr(_host, "clear_tool_id") else [])]
        replace(MONITORING, **{act.__name__: _for_programs(act) for act in acts})
