"""``cr_origin``: the calls that made a coroutine, if ``sys.set_coroutine_origin_tracking_depth`` asks for them."""

from __future__ import annotations

import sys
from typing import Any

from ..core import generators, objects
from ..core.awaitables import NATIVE_COROUTINE
from . import host_frames
from .stand_ins import exchange, replace
from .tracebacks import PACKAGE

_real_set, _real_get = sys.set_coroutine_origin_tracking_depth, sys.get_coroutine_origin_tracking_depth
_real_origin: Any = vars(NATIVE_COROUTINE)["cr_origin"]

SHARE = 3
"""The host tracks so many times more frames: up to two interpreter's frames lie between two of the program."""


def set_depth(caller: object, /, *args: Any, **keywords: Any) -> None:
    """``sys.set_coroutine_origin_tracking_depth``"""
    _real_set(*args, **keywords)  # the host raises its own errors
    depth = _real_get()
    _real_set(min(depth * SHARE, (1 << 31) - 1))
    if depth > 0:
        objects.SHARED.origin_of = origin


def get_depth(caller: object, /) -> int:
    """``sys.get_coroutine_origin_tracking_depth``"""
    return _real_get() // SHARE


def native_origin(coroutine: Any) -> Any:
    """``cr_origin`` of a host coroutine, without the interpreter's frames."""
    places = _real_origin.__get__(coroutine)
    if places is None:
        return None
    found: list[tuple[str, int | None, str]] = []
    for place in places:
        if not place[0].startswith(PACKAGE):
            found.append(place)
        elif place[2] == host_frames.BOTTOM:
            break
    return tuple(found[: _real_get() // SHARE or None])


def origin() -> Any:
    """File, line and function of each frame that led to the call (``compute_cr_origin``).  Rule: coroutine/origin

    Called by the coroutine function, which only makes the object.
    """
    most = _real_get() // SHARE
    if most == 0:
        return None
    found: list[tuple[str, int | None, str]] = []
    maker: Any = host_frames.real_getframe(1)
    if maker.f_code is generators.make_coroutine.__code__:  # called by the walking engine
        maker = host_frames.back_of(maker)
    frame = host_frames.shown(host_frames.back_of(maker))
    while frame is not None and len(found) < most:
        code = frame.f_code
        found.append((code.co_filename, host_frames.line_shown(frame), code.co_name))
        frame = host_frames.outer_of(frame)
    return tuple(found)


def install() -> None:
    exchange(NATIVE_COROUTINE, "cr_origin", property(native_origin))
    replace(sys, set_coroutine_origin_tracking_depth=set_depth, get_coroutine_origin_tracking_depth=get_depth)
    if _real_get():
        _real_set(_real_get() * SHARE)
        objects.SHARED.origin_of = origin
