"""What a program needs of its process that is no straight text: the hooks that make it look like the host's own.

See `minicoro.late` for when that is.
"""

from __future__ import annotations

import atexit
import sys
import warnings

from minicoro.oldlower.modules import run_class
from minicoro.runtime import (
    calling,
    debugging,
    depth,
    finalising,
    frames,
    kinds,
    loading,
    signals,
    stacks,
    synth,
    traceback,
    tracing,
    warning,
)

synth.install_hooks(
    make=kinds.make,
    run_class=run_class,
    run_function=calling.run_function,
    run_expression=calling.run_expression,
    tidy_call=traceback.tidy_call,
)


def install(interpret: tuple[str, ...]) -> None:
    """Install the process-wide hooks of a run, once.  interpret: packages to interpret besides the program's own."""
    kinds.install()
    depth.install()
    loading.install(interpret)
    tracing.install()
    debugging.install()
    signals.install()
    stacks.install()
    atexit.register(finalising.forget_program)  # first in, last out
    sys._getframe = frames.getframe
    if hasattr(sys, "_getframemodulename"):
        sys._getframemodulename = _getframemodulename
    warnings.warn = warning.warn


def _getframemodulename(depth: int = 0) -> str | None:
    """``sys._getframemodulename`` of the program (3.12+)."""
    try:
        name = frames.getframe(depth).f_globals.get("__name__")
    except ValueError:
        return None
    return name if isinstance(name, str) else None
