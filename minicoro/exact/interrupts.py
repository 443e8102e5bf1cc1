"""Signal handlers run while the program's code runs, as under CPython, not in the middle of a resumption.

The host calls a signal handler between any two instructions, also of the interpreter.  An exception raised there would
leave an object half resumed.  So the call of the handler is postponed until the program's own code runs.
Rule: recursion/interrupts
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
from _thread import interrupt_main
from collections.abc import Callable
from types import FrameType
from typing import Any

from ..compiled.linking import is_machine
from ..core.engine import Foreign, strip
from .host_frames import begins, shown
from .stand_ins import replace
from .tracebacks import PACKAGE
from .variables import host_code

Act = Callable[[int, FrameType | None], object]

OTHERS = tuple([f"{PACKAGE}{package}" for package in ("cli", "repl", "schedules", "walk")])
"""Packages of the interpreter whose code may be interrupted; a walked program runs in the walker's code, and an explored one calls
functions of the library from that of the recorder."""

CALLS_OUT = Foreign.run.__code__
"""This code may be waiting for an iterator written in C, so it may be interrupted."""

PATIENCE = 200
"""The largest number of postponements of one call: a loop may never run program code."""

_set, _get = _signal.signal, _signal.getsignal


class Handler:
    """Replaces the program's handler of a signal, which gets the program's frame.

    put_off: how often its call was postponed since the signal arrived.
    """

    __slots__ = ("act", "put_off")

    def __init__(self, act: Act) -> None:
        self.act, self.put_off = act, 0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if frame is not None and self.put_off < PATIENCE and is_inside(frame) and not _has_wakeup_file():
            self.put_off += 1
            trip: Any = interrupt_main
            again = map(trip, [number])
            for _ in again:  # without a call from Python code, because the host checks for signals after each such call
                return
        self.put_off = 0
        try:
            self.act(number, shown(frame))
        except BaseException as error:
            strip(error)
            raise


def is_inside(frame: FrameType) -> bool:
    """Whether a frame is the interpreter's, or one of an object that is being resumed and whose own code has not begun."""
    code = host_code(frame)
    if code.co_filename.startswith(PACKAGE):
        return code is not CALLS_OUT and not code.co_filename.startswith(OTHERS)
    if not is_machine(code):
        return False
    return frame.f_lineno is None or begins(frame)


def _has_wakeup_file() -> bool:
    """Whether each arrival of the signal writes to a wakeup file descriptor: then it must not arrive twice."""
    descriptor = _signal.set_wakeup_fd(-1)
    if descriptor != -1:
        _signal.set_wakeup_fd(descriptor, warn_on_full_buffer=False)
    return bool(descriptor != -1)


def set_handler(caller: FrameType, number: int, act: Any, /) -> Any:
    """``signal.signal``"""
    return _shown(_set(number, Handler(act) if callable(act) else act))


def get_handler(caller: FrameType, number: int, /) -> Any:
    """``signal.getsignal``"""
    return _shown(_get(number))


def _shown(handler: Any) -> Any:
    return handler.act if type(handler) is Handler else handler


def install() -> None:
    """Replace ``signal.signal``, ``signal.getsignal``, and the host's initial handler of Ctrl-C."""
    replace(_signal, signal=set_handler, getsignal=get_handler)
    if _get(_signal.SIGINT) is _signal.default_int_handler:
        try:
            _set(_signal.SIGINT, Handler(_signal.default_int_handler))
        except ValueError:
            return  # not the main thread: the embedding program keeps its handler
