"""Signal handlers run where the program's code runs, as under CPython, not in the middle of a resumption.

The host calls the handler of a signal between two instructions, which may be instructions of the interpreter.  A handler
that raised there would leave an object half resumed, so its call is put off until the program's own code runs.
Rule: recursion/interrupts
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
from _thread import interrupt_main
from collections.abc import Callable
from opcode import opmap
from types import FrameType
from typing import Any

from ..core.engine import Foreign, strip
from .host_frames import shown
from .stand_ins import replace
from .tracebacks import PACKAGE

Act = Callable[[int, FrameType | None], object]

OTHERS = tuple([f"{PACKAGE}{room}" for room in ("cli", "repl", "walk")])
"""Rooms of the interpreter's whose code may be interrupted: the walker's code is where a walked program runs."""

CALLS_OUT = Foreign.run.__code__
"""It may be waiting for an iterator that is written in C."""

PATIENCE = 200
"""A call is put off no more often than this: a loop need not come by any other place."""

_set, _get = _signal.signal, _signal.getsignal


class Handler:
    """Stands for the program's handler of a signal, which gets the program's frame.  put_off: how often its call has been put off since the signal came."""

    __slots__ = ("act", "put_off")

    def __init__(self, act: Act) -> None:
        self.act, self.put_off = act, 0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if frame is not None and self.put_off < PATIENCE and is_inside(frame) and not _wakes_somebody():
            self.put_off += 1
            trip: Any = interrupt_main
            again = map(trip, [number])
            for _ in again:  # no call of this function's: the host looks for signals after each of these
                return
        self.put_off = 0
        try:
            self.act(number, shown(frame))
        except BaseException as error:
            strip(error)
            raise


def is_inside(frame: FrameType) -> bool:
    """Whether a frame is the interpreter's, or an object's that is being resumed: its code has not begun yet."""
    code = frame.f_code
    if code.co_filename.startswith(PACKAGE):
        return code is not CALLS_OUT and not code.co_filename.startswith(OTHERS)
    if code.co_varnames[:1] != ("$o",):
        return False
    return frame.f_lineno is None or code.co_code[max(frame.f_lasti, 0)] == opmap["RESUME"]


def _wakes_somebody() -> bool:
    """Whether each arrival of the signal writes to a file: then it must not come twice."""
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
    """Stand for ``signal.signal``, and for the handler of Ctrl-C that the host begins with."""
    replace(_signal, signal=set_handler, getsignal=get_handler)
    if _get(_signal.SIGINT) is _signal.default_int_handler:
        try:
            _set(_signal.SIGINT, Handler(_signal.default_int_handler))
        except ValueError:
            return  # not the main thread: whoever runs us keeps its handler
