"""``faulthandler.dump_traceback``: the stacks of threads are those of the program, without the interpreter's frames.

What the host's C code writes at a crash, at a signal and after a time limit cannot be changed.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from types import FrameType
from typing import Any

from .allocations import BOTTOM
from .stand_ins import replace
from .tracebacks import PACKAGE

_host_dump: Any = faulthandler.dump_traceback
ENTRY = '  File "'


def of_program(text: bytes) -> bytes:
    """The text of a dump without the lines of the interpreter's frames, and of those below the program."""
    shown, below = [], False
    for line in text.splitlines(keepends=True):
        entry = os.fsdecode(line)
        if not entry.startswith(ENTRY):
            below = False
        elif entry.startswith(ENTRY + BOTTOM):
            below = True
        if not below and not entry.startswith(ENTRY + PACKAGE):
            shown.append(line)
    return b"".join(shown)


def dump_traceback(caller: FrameType, /, *given: Any, **named: Any) -> None:
    file, *others = given or [named.pop("file", None)]
    file = sys.stderr if file is None else file
    try:
        place = file if isinstance(file, int) else file.fileno()
        os.fstat(place)
        if file is not place:
            file.flush()
    except Exception:
        _host_dump(file, *others, **named)  # raises the host's own error
        return
    from tempfile import TemporaryFile  # imported here: it takes some milliseconds

    with TemporaryFile() as kept:
        _host_dump(kept, *others, **named)
        kept.seek(0)
        text = of_program(kept.read())
    os.write(place, text)


def install() -> None:
    replace(faulthandler, dump_traceback=dump_traceback)
