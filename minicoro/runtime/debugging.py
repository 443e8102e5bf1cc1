"""The host's ``bdb``, and ``pdb`` on top of it, on the program's frames.

Almost all of it works as it is, by ``sys.settrace`` (see `tracing`).  Two things do not: text that it is given to run
must run through the interpreter, and the frame of a traceback's entry is not the same object as the frame that runs.
"""

from __future__ import annotations

from minicoro.runtime.evaluation import compile_source
from minicoro.runtime.frames import GuestFrame
from minicoro.runtime.loading import adjust

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any


def _adjust(bdb: Any) -> None:
    bdb.compile = compile_source
    get_stack = bdb.Bdb.get_stack

    def get_stack_of_program(self: Any, f: Any, t: TracebackType | None) -> Any:
        if t is not None and type(f) is GuestFrame and f.is_shown_by(t.tb_frame):
            t = t.tb_next
        return get_stack(self, f, t)

    bdb.Bdb.get_stack = get_stack_of_program


def install() -> None:
    """Adjust ``bdb`` as soon as it is imported."""
    adjust("bdb", _adjust)
