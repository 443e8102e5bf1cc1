"""``cr_origin``: where a coroutine was made, for those who asked (``sys.set_coroutine_origin_tracking_depth``)."""

from __future__ import annotations

import sys
from typing import Any

from ..core import objects
from . import host_frames
from .stand_ins import replace

_real_set = sys.set_coroutine_origin_tracking_depth


def set_depth(caller: object, /, *args: Any, **keywords: Any) -> None:
    """``sys.set_coroutine_origin_tracking_depth``"""
    _real_set(*args, **keywords)
    if sys.get_coroutine_origin_tracking_depth() > 0:
        objects.origin_of = origin


def origin() -> Any:
    """File, line and function of each frame that led to the call (``compute_cr_origin``).  Rule: coroutine/origin

    Called by the coroutine function, which only makes the object.
    """
    most = sys.get_coroutine_origin_tracking_depth()
    if most == 0:
        return None
    found: list[tuple[str, int | None, str]] = []
    maker: Any = host_frames.real_getframe(1)
    if maker.f_code is objects.make_coroutine.__code__:  # of the walking engine
        maker = host_frames.back_of(maker)
    frame = host_frames.shown(host_frames.back_of(maker))
    while frame is not None and len(found) < most:
        code = frame.f_code
        found.append((code.co_filename, host_frames.line_shown(frame), code.co_name))
        frame = host_frames.outer_of(frame)
    return tuple(found)


def install() -> None:
    replace(sys, set_coroutine_origin_tracking_depth=set_depth)
    if sys.get_coroutine_origin_tracking_depth():
        objects.origin_of = origin
